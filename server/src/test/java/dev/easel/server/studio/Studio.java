package dev.easel.server.studio;

import dev.easel.server.TestServer;

import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

/** The page over a real server with the embedded model, which draws small pictures in few steps. */
final class Studio implements AutoCloseable {
    static final int WIDE = 1280;
    static final int PHONE = 375;
    static final int SIDE = 64;

    private static final Map<String, Object> QUICK =
            Map.of("prompt", "", "width", SIDE, "height", SIDE, "steps", 1);

    private static final List<String> ENDED = List.of("done", "failed", "cancelled");

    final Browser browser;
    private final Path folder;
    private final Map<String, String> settings;
    private final Map<String, String> environment;
    private TestServer server;
    private int port;

    private Studio(
            Browser browser,
            Path folder,
            Map<String, String> settings,
            Map<String, String> environment) {
        this.browser = browser;
        this.folder = folder;
        this.settings = settings;
        this.environment = environment;
        this.server = TestServer.start(folder, settings, environment);
    }

    static Studio open(Path folder, Map<String, String> settings, Map<String, String> environment) {
        var all = new HashMap<>(Map.of("precision", "f32"));
        all.putAll(settings);
        var browser = Browser.open();
        try {
            return new Studio(browser, folder, all, environment);
        } catch (RuntimeException e) {
            browser.close();
            throw e;
        }
    }

    /** {@return the page as it was left with a small and quick recipe, in a window of a width} */
    Studio visit(int width) {
        return visit(width, Map.of());
    }

    Studio visit(int width, Map<String, Object> recipe) {
        browser.resize(width, width < 640 ? 812 : 800);
        browser.forget(server.uri("/"));
        browser.go(server.uri("/ui/icon.svg"));
        var all = new HashMap<String, Object>(QUICK);
        all.putAll(recipe);
        browser.run("sessionStorage.clear()");
        browser.run(
                "localStorage.setItem('easel.recipe', arguments[0])",
                JsonMapper.shared().writeValueAsString(all));
        go("#");
        if (width == WIDE) {
            browser.untilTrue("the caret to be in a field", this::isInField);
        }
        return this;
    }

    /** What is pressed before would be gone, and what is done before would lose the focus. */
    private boolean isInField() {
        return !"BODY".equals(browser.run("return document.activeElement.tagName"));
    }

    Studio go(String place) {
        browser.go(server.uri("/" + place));
        browser.one("studio-recipe", "studio-prompt", "textarea");
        browser.until(
                "the page to know the server",
                () ->
                        Stream.concat(
                                        browser.all("studio-recipe", "studio-seed").stream(),
                                        browser.all("studio-key", "input").stream())
                                .findFirst());
        return this;
    }

    /** Writes values into the recipe by the fields that have them, given in pairs. */
    void set(String... namesAndValues) {
        for (int i = 0; i < namesAndValues.length; i += 2) {
            browser.write(namesAndValues[i], namesAndValues[i + 1]);
            browser.press(Keys.TAB);
        }
    }

    void prompt(String words) {
        browser.write("Prompt", words);
    }

    /** Ctrl and Enter. */
    void make() {
        browser.untilTrue(
                "Make to do something", // it is barred until the models are known
                () ->
                        browser.all("studio-make", ".go").stream()
                                .noneMatch(
                                        go -> "true".equals(go.getDomAttribute("aria-disabled"))));
        browser.chord(Keys.ENTER, Keys.CONTROL);
    }

    /** {@return a picture that is made first, and stands on the stage} */
    JsonNode first(int width, String prompt) {
        return first(width, Map.of(), prompt);
    }

    /** {@return as {@link #first(int, String)}, with some of the recipe's values} */
    JsonNode first(int width, Map<String, Object> recipe, String prompt) {
        visit(width, recipe);
        prompt(prompt);
        browser.click("Make 1");
        picture(prompt);
        toStage();
        return made(prompt);
    }

    /** Leaves the field that has the focus: letters are keys then. */
    void toStage() {
        browser.run("document.querySelector('main').focus()");
    }

    /** {@return the newest job with a prompt, once it has ended} */
    JsonNode made(String prompt) {
        return browser.until(
                "a job of " + prompt + " to end",
                () ->
                        jobs().stream()
                                .filter(job -> text(request(job), "prompt").contains(prompt))
                                .findFirst()
                                .filter(job -> ENDED.contains(text(job, "status"))));
    }

    /** {@return own jobs, newest first} */
    List<JsonNode> jobs() {
        var jobs = json("/jobs?limit=100").path("jobs");
        return IntStream.range(0, jobs.size()).mapToObj(jobs::get).toList();
    }

    JsonNode json(String path) {
        var answer = server.send(HttpRequest.newBuilder(server.uri(path)).build());
        return JsonMapper.shared().readTree(answer.body());
    }

    /** Leaves no job at work, and none that the next visit shows. */
    void clear() {
        browser.driver().get("about:blank"); // what the page was about to send is not sent
        browser.untilTrue(
                "no job to be there",
                () -> {
                    jobs().forEach(this::delete);
                    return jobs().isEmpty();
                });
    }

    private void delete(JsonNode job) {
        var uri = server.uri("/jobs/" + text(job, "id"));
        server.send(HttpRequest.newBuilder(uri).DELETE().build());
    }

    static String text(JsonNode node, String name) {
        return node.path(name).asString("");
    }

    /** {@return what was asked for} */
    static JsonNode request(JsonNode job) {
        return job.path("request");
    }

    /** {@return the picture on the stage, once it is there} */
    WebElement picture() {
        return browser.until(
                "a picture on the stage",
                () ->
                        browser.all("studio-stage", "studio-picture", "img").stream()
                                .filter(WebElement::isDisplayed)
                                .filter(image -> isWhole(image) && !isPreview(image))
                                .findFirst());
    }

    /** {@return the picture of a prompt on the stage: until it is there, that of another may be} */
    WebElement picture(String prompt) {
        return browser.until(
                "a picture of " + prompt,
                () -> Optional.of(picture()).filter(it -> prompt.equals(it.getAccessibleName())));
    }

    /** {@return the mask's canvas, once its picture is there and is laid out} */
    WebElement mask() {
        browser.untilTrue(
                "the mask to be laid out",
                () ->
                        Boolean.TRUE.equals(
                                browser.run(
                                        "return"
                                            + " !!document.querySelector('studio-mask')?.surface?.mask")));
        return browser.one("studio-mask", ".canvas");
    }

    /** A small picture that stands for the large one has no name. */
    private static boolean isPreview(WebElement image) {
        var name = Objects.requireNonNullElse(image.getAccessibleName(), "");
        return name.isBlank() || name.startsWith("Preview");
    }

    private boolean isWhole(WebElement image) {
        return Boolean.TRUE.equals(
                browser.run(
                        "return arguments[0].complete && arguments[0].naturalWidth > 0", image));
    }

    /** {@return a picture of a job} */
    BufferedImage png(JsonNode job, int n) {
        try {
            return Objects.requireNonNull(ImageIO.read(new ByteArrayInputStream(bytes(job, n))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] bytes(JsonNode job, int n) {
        var path = "/jobs/%s/pictures/%d".formatted(text(job, "id"), n);
        var request = HttpRequest.newBuilder(server.uri(path)).build();
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.ofByteArray()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    URI uri(String path) {
        return server.uri(path);
    }

    Path folder() {
        return folder;
    }

    /** Ends the server. */
    void stop() {
        port = server.uri("/").getPort();
        server.close();
    }

    /** Starts it again where it was. */
    void start() {
        var same = new HashMap<>(settings);
        same.put("port", String.valueOf(port));
        server = TestServer.start(folder, same, environment);
    }

    @Override
    public void close() {
        browser.close();
        server.close();
    }
}
