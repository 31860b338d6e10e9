package dev.easel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.easel.golden.Golden;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code easel pull} and what follows it, against a server with one model. */
@Tag("slow")
final class PullCommandTest {
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
    private static final String API =
            "/api/models/stable-diffusion-v1-5/stable-diffusion-v1-5/revision/main";
    private static final String FILES =
            "/stable-diffusion-v1-5/stable-diffusion-v1-5/resolve/" + COMMIT + "/";

    @TempDir private Path root = Path.of("");
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(API, exchange -> send(exchange, listing()));
        server.createContext(
                FILES,
                exchange -> {
                    String path = exchange.getRequestURI().getPath().substring(FILES.length());
                    send(exchange, Files.readAllBytes(Cli.TINY_MODEL.resolve(path)));
                });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private static byte[] listing() throws IOException {
        List<Map<String, Object>> siblings = new ArrayList<>();
        try (var files = Files.walk(Cli.TINY_MODEL)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                siblings.add(
                        Map.of(
                                "rfilename",
                                Cli.TINY_MODEL.relativize(file).toString(),
                                "size",
                                Files.size(file)));
            }
        }
        return JsonMapper.shared().writeValueAsBytes(Map.of("sha", COMMIT, "siblings", siblings));
    }

    private static void send(HttpExchange exchange, byte[] content) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
        }
    }

    private Cli.Outcome run(String... arguments) {
        return new Cli()
                .with("HF_ENDPOINT", "http://127.0.0.1:" + server.getAddress().getPort())
                .with("EASEL_MODELS", root.toString())
                .start(arguments);
    }

    private static JsonNode json(Cli.Outcome outcome) {
        return JsonMapper.shared().readTree(outcome.out());
    }

    @Test
    void aPulledModelDrawsIsVerifiedAndRemoved() throws IOException {
        var pulled = run("pull", "sd-1.5");
        assertThat(pulled.exitCode()).as(pulled.err()).isZero();
        assertThat(pulled.out()).isEqualTo(root.resolve("sd-1.5") + System.lineSeparator());
        assertThat(pulled.err()).contains("sd-1.5: ");
        assertThat(run("pull", "sd").err()).contains("sd is here already");

        var drawn =
                run(
                        "generate",
                        "a fox",
                        "--model",
                        "sd",
                        "--width",
                        "64",
                        "--height",
                        "64",
                        "--steps",
                        "1",
                        "--output",
                        root.resolve("fox.png").toString());
        assertThat(drawn.exitCode()).as(drawn.err()).isZero();

        assertThat(run("models", "verify").out()).isEqualTo("sd: as it was pulled\n");
        Path vae = root.resolve("sd-1.5/vae/config.json");
        Files.writeString(vae, Files.readString(vae).replaceFirst("3", "4"));
        var verified = run("models", "verify", "sd-1.5");
        assertThat(verified.exitCode()).isEqualTo(ExitCode.MODEL.number());
        assertThat(verified.out()).startsWith("sd-1.5: vae/config.json has another content");

        assertThat(run("models", "remove", "sd-1.5", "--yes").out()).contains("are free");
        assertThat(root.resolve("sd-1.5")).doesNotExist();
    }

    @Test
    void theListTellsWhatWasPulled() {
        run("pull", "sd-1.5");

        var row = json(run("models", "--json")).path("models").path(5);
        assertThat(row.path("id").stringValue()).isEqualTo("sd-1.5");
        assertThat(row.path("family").stringValue()).isEqualTo("SD 1.x");
        assertThat(row.path("place").stringValue()).isEqualTo("folder");
        assertThat(row.path("bytes").longValue()).isPositive();
        assertThat(row.path("licence").stringValue()).isEqualTo("CreativeML Open RAIL-M");
        assertThat(row.path("recognised").stringValue()).isEqualTo("StableDiffusionPipeline");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no-such-thing | 2 | must be an id that ./easel pull --help lists",
                "http://example.com/x.safetensors | 2 | must begin with https://",
                "easel-mini | 2 | comes with Easel",
                "some/other | 1 | there is no some/other at",
            })
    void whatCannotBePulledIsASentence(String model, int exitCode, String sentence) {
        var outcome = run("pull", model, "--quiet");

        assertThat(outcome.exitCode()).isEqualTo(exitCode);
        assertThat(outcome.err()).contains(sentence).hasLineCount(1);
    }

    @Test
    void aMissingModelNamesTheCommandThatBringsIt() {
        var outcome = run("generate", "a fox", "--model", "sdxl");

        assertThat(outcome.exitCode()).isEqualTo(ExitCode.MODEL.number());
        assertThat(outcome.err()).contains("; ./easel pull sdxl brings them").hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource({
        "generate fox --model sd-turbo, sd-turbo",
        "generate fox --lora lcm-lora-sdxl:0.5, lcm-lora-sdxl",
        "models info sdxl-turbo, sdxl-turbo"
    })
    void soDoesOneOfTheOtherPublishedOnes(String line, String id) {
        var outcome = run(line.split(" "));

        assertThat(outcome.exitCode()).isEqualTo(ExitCode.MODEL.number());
        assertThat(outcome.err())
                .contains("%s is not on this machine; ./easel pull %1$s brings it".formatted(id))
                .hasLineCount(1);
    }

    @Test
    void onlyWhatIsInTheFirstFolderIsRemovedAndNobodyIsNotAsked(@TempDir Path other)
            throws IOException {
        Path file = other.resolve("loras/fox.safetensors");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "{}");
        Files.createDirectories(root.resolve("embeddings"));
        Path linked = root.resolve("embeddings/link.safetensors");
        Files.createSymbolicLink(linked, file);

        var outside =
                run(
                        "models",
                        "remove",
                        "fox",
                        "--yes",
                        "--models",
                        root.toString(),
                        "--models",
                        other.toString());
        assertThat(outside.exitCode()).isEqualTo(ExitCode.USAGE.number());
        assertThat(outside.err()).contains("is deleted from");
        assertThat(run("models", "remove", "nothing", "--yes").exitCode())
                .isEqualTo(ExitCode.MODEL.number());
        assertThat(run("models", "remove", "../" + other.getFileName(), "--yes").exitCode())
                .isEqualTo(ExitCode.MODEL.number());
        assertThat(run("models", "remove", "link").err()).contains("--yes");

        assertThat(run("models", "remove", "link", "--yes").exitCode()).isZero();
        assertThat(linked).doesNotExist();
        assertThat(file).exists();
    }

    @Test
    void infoTellsWhatAFileIs() throws IOException {
        Path upscaler = Golden.folder().resolve("upscale/x4.safetensors");
        Files.createDirectories(root.resolve("models/ESRGAN"));
        Files.copy(upscaler, root.resolve("models/ESRGAN/x4.safetensors"));

        assertThat(run("models", "info", upscaler.toString()).out())
                .contains("It is taken for an upscaler: ");
        var card = json(run("models", "info", "x4", "--json"));
        assertThat(card.path("recognised").stringValue()).isEqualTo("an upscaler");
        assertThat(json(run("models", "--json")).path("files").path("upscale_models").path(0))
                .hasToString("\"x4\"");
        assertThat(run("models", "verify", "x4").out()).contains("x4: can be read");
    }
}
