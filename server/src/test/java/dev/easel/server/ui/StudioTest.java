package dev.easel.server.ui;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.easel.server.TestServer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** The studio's files as a browser gets them; what they do is tested in one. */
@Tag("slow")
@TestInstance(Lifecycle.PER_CLASS)
class StudioTest {
    private static final Pattern IMPORT =
            Pattern.compile("(?:import|from)\\s*\\(?[\"']([^\"'\\s]+)[\"']");
    private static final Pattern MAPPED = Pattern.compile("\"([^\"]+)\"\\s*:\\s*\"(/ui/[^\"]+)\"");
    private static final Pattern STATIC_IMPORT =
            Pattern.compile(
                    "(?:^|[;\\s}])(?:import|export)\\b(?:[^\"'();]*?\\bfrom)?\\s*[\"']([^\"']+)[\"']");
    private static final Pattern PRELOADED =
            Pattern.compile("<link rel=\"modulepreload\" href=\"([^\"]+)\">");
    private static final Pattern NAMED = Pattern.compile("(?:href|src)=\"(/ui/[^\"]+)\"");

    private final HttpClient client = HttpClient.newHttpClient();
    private Optional<TestServer> server = Optional.empty();

    @BeforeAll
    void start(@TempDir Path folder) {
        server = Optional.of(TestServer.start(folder, Map.of()));
    }

    @AfterAll
    void stop() {
        client.close();
        server.ifPresent(TestServer::close);
    }

    private HttpResponse<byte[]> get(String path, String... headers) {
        var request = HttpRequest.newBuilder(server.orElseThrow().uri(path));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            return client.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String header(HttpResponse<?> answer, String name) {
        return String.join(", ", answer.headers().allValues(name));
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), UTF_8);
    }

    private HttpResponse<byte[]> page() {
        return get("/", "Accept", "text/html");
    }

    @Test
    void thePageRunsItsOwnScriptsAndItsImportMapAlone() {
        var answer = page();
        assertThat(answer.headers().allValues("Content-Security-Policy")).hasSize(1);
        String policy = header(answer, "Content-Security-Policy");
        assertThat(policy)
                .doesNotContain("unsafe", "http:", "https:", "*")
                .contains("default-src 'none'", "img-src 'self' blob: data:", "style-src 'self';")
                .contains("connect-src 'self';", "worker-src 'none'");
        String page = text(answer);
        String map = page.split("<script type=\"importmap\">", -1)[1].split("</script>", -1)[0];
        String hash = Base64.getEncoder().encodeToString(StudioFile.sha256(map.getBytes(UTF_8)));
        assertThat(policy).contains("script-src 'self' 'sha256-" + hash + "';");
        assertThat(page).doesNotContain(" style=", "<style", " onclick");
        assertThat(header(get("/docs"), "Content-Security-Policy")).contains("'unsafe-inline'");
    }

    /** From the page through all imports, as a browser goes. */
    @Test
    void whatThePageAndItsScriptsNameIsThere() {
        String page = text(page());
        var map = importMap(page);
        assertThat(map).containsKeys("lit", "lit/", "lit-html", "@lit/reactive-element");

        var seen = new HashSet<String>();
        NAMED.matcher(page).results().forEach(found -> follow(found.group(1), map, seen));
        follow(resolve("lit", "/", map), map, seen);
        follow(resolve("lit/directives/repeat.js", "/", map), map, seen);
        follow(resolve("lit/directives/class-map.js", "/", map), map, seen);
        assertThat(seen).hasSizeGreaterThan(8);
    }

    @Test
    void allOfThePageIsWithin150KilobytesPacked() throws Exception {
        var folder = Path.of(resource("index.html")).getParent();
        var paths = new HashSet<String>();
        try (var files = Files.list(folder)) {
            files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .filter(name -> !name.endsWith(".class") && !name.equals("types.js"))
                    .forEach(name -> paths.add("/ui/" + name));
        }
        NAMED.matcher(text(page())).results().forEach(found -> paths.add(found.group(1)));
        assertThat(paths).hasSizeGreaterThan(60).contains("/ui/lit/lit/index.js");
        int sum =
                paths.stream()
                        .mapToInt(path -> get(path, "Accept-Encoding", "gzip").body().length)
                        .sum();
        assertThat(sum).isBetween(50_000, 150 * 1024);
    }

    @Test
    void scriptsAreSentWithoutCommentsAndWithTheLinesOfTheirSource() throws Exception {
        String source = Files.readString(Path.of(resource("recipe.js")));
        String sent = text(get("/ui/recipe.js"));
        assertThat(source).contains("/** ", "// ");
        assertThat(sent).doesNotContain("/**", "// ").hasLineCount((int) source.lines().count());
        assertThat(text(get("/ui/lit/lit-html/lit-html.js"))).contains("@license");
    }

    /** Else a browser would ask for each only when it has read the one that imports it. */
    @Test
    void allModulesOfTheFirstViewAreNamedInThePage() {
        String page = text(page());
        var map = importMap(page);
        var open = new ArrayDeque<String>(List.of("/ui/studio-app.js"));
        var needed = new HashSet<String>();
        while (!open.isEmpty()) {
            String path = open.remove();
            if (needed.add(path)) {
                STATIC_IMPORT
                        .matcher(text(get(path)))
                        .results()
                        .forEach(found -> open.add(resolve(found.group(1), path, map)));
            }
        }
        assertThat(needed).contains("/ui/lit/reactive-element/css-tag.js");
        assertThat(PRELOADED.matcher(page).results().map(found -> found.group(1)))
                .doesNotHaveDuplicates()
                .containsAll(needed);
    }

    private static Map<String, String> importMap(String page) {
        var map = new HashMap<String, String>();
        MAPPED.matcher(page).results().forEach(found -> map.put(found.group(1), found.group(2)));
        return map;
    }

    private static URI resource(String name) throws URISyntaxException {
        return requireNonNull(StudioFiles.class.getResource(name), name).toURI();
    }

    private void follow(String path, Map<String, String> map, Set<String> seen) {
        if (!seen.add(path)) {
            return;
        }
        var answer = get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        if (path.endsWith(".js")) {
            assertThat(header(answer, "Content-Type")).isEqualTo("text/javascript;charset=utf-8");
            IMPORT.matcher(text(answer))
                    .results()
                    .forEach(found -> follow(resolve(found.group(1), path, map), map, seen));
        }
    }

    private static String resolve(String name, String from, Map<String, String> map) {
        if (name.startsWith(".") || name.startsWith("/")) {
            return URI.create(from).resolve(name).toString();
        }
        String prefix =
                map.keySet().stream()
                        .filter(key -> key.endsWith("/") ? name.startsWith(key) : name.equals(key))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError(from + " imports " + name));
        return map.get(prefix) + name.substring(prefix.length());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/ui/lit/lit-html/lit-html.js"})
    void aFileIsSentAgainOnlyWhereItHasChanged(String path) {
        var first = get(path, "Accept", "text/html");
        assertThat(header(first, "Cache-Control")).isEqualTo("no-cache");
        String tag = header(first, "ETag");
        var same = get(path, "Accept", "text/html", "If-None-Match", tag);
        assertThat(same.statusCode()).isEqualTo(304);
        assertThat(same.body()).isEmpty();
        assertThat(header(same, "ETag")).isEqualTo(tag);
        var other = get(path, "Accept", "text/html", "If-None-Match", "W/\"of-an-older-version\"");
        assertThat(other.statusCode()).isEqualTo(200);
    }

    @Test
    void textIsPackedForWhoTakesIt() throws IOException {
        String path = "/ui/lit/lit-html/lit-html.js";
        var plain = get(path);
        var packed = get(path, "Accept-Encoding", "gzip, deflate, br");
        assertThat(header(plain, "Content-Encoding")).isEmpty();
        assertThat(header(packed, "Content-Encoding")).isEqualTo("gzip");
        assertThat(header(packed, "Vary")).contains("Accept-Encoding");
        assertThat(packed.body().length).isLessThan(plain.body().length / 2);
        try (var in = new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
            assertThat(in.readAllBytes()).isEqualTo(plain.body());
        }
        assertThat(header(get(path, "Accept-Encoding", "br, gzip;q=0"), "Content-Encoding"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/ui/StudioFiles.class",
        "/ui/nothing.js",
        "/ui/",
        "/ui/lit/lit/package.json",
        "/ui/lit/swagger-ui/swagger-ui-bundle.js",
        "/ui/lit/lit/../../../index.html",
        "/ui/%2e%2e/web/docs/index.html",
        "/ui/..%5c..%5cweb/docs/start.js"
    })
    void nothingElseIsReadable(String path) {
        assertThat(get(path).statusCode()).isIn(400, 404);
    }

    @Test
    void whereProgramsAreRefusedThePageIsNot(@TempDir Path folder) {
        try (var strict = TestServer.start(folder, Map.of("rate-limit", "1"))) {
            int refused = 0;
            while (refused < 3) {
                refused += status(strict, "/", "*/*") == 429 ? 1 : 0;
                for (String path : List.of("/", "/ui/index.html", "/jobs/none/pictures/1")) {
                    assertThat(status(strict, path, "text/html")).isIn(200, 404);
                }
            }
            var page = HttpRequest.newBuilder(strict.uri("/")).header("Accept", "text/html");
            assertThat(header(strict.send(page.build()), "RateLimit-Limit")).isEqualTo("1");
        }
    }

    private static int status(TestServer server, String path, String accept) {
        var request = HttpRequest.newBuilder(server.uri(path)).header("Accept", accept);
        return server.send(request.build()).statusCode();
    }

    @Test
    void aProgramThatPostsToThePageFindsNothing() throws Exception {
        var request =
                HttpRequest.newBuilder(server.orElseThrow().uri("/ui/index.html"))
                        .POST(BodyPublishers.noBody());
        var answer = client.send(request.build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(404);
    }
}
