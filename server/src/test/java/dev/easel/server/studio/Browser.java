package dev.easel.server.studio;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;
import org.openqa.selenium.ElementClickInterceptedException;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.TimeoutException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.support.ui.WebDriverWait;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** A Chromium without a window, and what a person does in it. */
final class Browser implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
    private static final String FIND = script("find.js");

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** {@return a browser; the test is skipped where none is installed} */
    static Browser open() {
        var chromium = onPath("chromium");
        var driver = onPath("chromedriver");
        assumeTrue(
                chromium.isPresent() && driver.isPresent(),
                "chromium and chromedriver are not both installed, so the studio is not tested");
        var service =
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(driver.orElseThrow().toFile())
                        .build();
        var options = new ChromeOptions();
        options.setBinary(chromium.orElseThrow().toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox", // a container's root has none
                "--disable-dev-shm-usage",
                "--disable-gpu",
                "--hide-scrollbars",
                "--window-size=1280,800");
        options.setScriptTimeout(PATIENCE);
        return new Browser(new ChromeDriver(service, options));
    }

    private static Optional<Path> onPath(String program) {
        return Arrays.stream(Objects.requireNonNullElse(System.getenv("PATH"), "").split(":"))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    ChromeDriver driver() {
        return driver;
    }

    /** A window of a size; a narrow one is a phone's. */
    void resize(int width, int height) {
        command(
                "Emulation.setDeviceMetricsOverride",
                Map.of(
                        "width",
                        width,
                        "height",
                        height,
                        "deviceScaleFactor",
                        1,
                        "mobile",
                        width < 640));
    }

    /** Sets what the page knows of its surroundings: {@code prefers-color-scheme} and the like. */
    void media(Map<String, String> features) {
        var all =
                features.entrySet().stream()
                        .map(e -> Map.of("name", e.getKey(), "value", e.getValue()))
                        .toList();
        command("Emulation.setEmulatedMedia", Map.of("features", all));
    }

    /** Lets the page put files into a folder. */
    void downloadTo(Path folder) {
        command(
                "Browser.setDownloadBehavior",
                Map.of("behavior", "allow", "downloadPath", folder.toString()));
    }

    /** {@return the file with such an end in a folder, once it is whole} */
    Path downloaded(Path folder, String end) {
        return until(
                "a file *" + end,
                () -> {
                    try (var files = Files.list(folder)) {
                        return files.filter(file -> file.toString().endsWith(end)).findFirst();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    void command(String name, Map<String, Object> parameters) {
        driver.executeCdpCommand(name, parameters);
    }

    /**
     * Runs a script in each page before the page's own. {@return what ends that for later pages}
     */
    Runnable runInEachPage(String script) {
        var added =
                driver.executeCdpCommand(
                        "Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
        var id = Objects.requireNonNull(added.get("identifier"));
        return () -> command("Page.removeScriptToEvaluateOnNewDocument", Map.of("identifier", id));
    }

    /** Opens an address, also one that differs from the present one behind its # alone. */
    void go(URI address) {
        driver.get("about:blank");
        driver.get(address.toString());
    }

    /** Forgets what pages have stored. */
    void forget(URI address) {
        command(
                "Storage.clearDataForOrigin",
                Map.of("origin", address.resolve("/").toString(), "storageTypes", "all"));
    }

    /** {@return what can be used and is called so, or begins so} */
    WebElement control(String name) {
        return until("a control named " + name, () -> find("control", name));
    }

    /** Waits until keys go to what is called so, or begins so. */
    void focused(String name) {
        until("the focus on " + name, () -> find("focus", name));
    }

    /** {@return what shows a text} */
    WebElement text(String text) {
        return until("the text " + text, () -> find("text", text));
    }

    boolean shows(String text) {
        return find("text", text).isPresent();
    }

    boolean offers(String control) {
        return find("control", control).isPresent();
    }

    /** {@return elements by selectors, each within the one before it or its shadow} */
    List<WebElement> all(String... path) {
        return elements(run(FIND, with("css", path)));
    }

    WebElement one(String... path) {
        return until("an element " + String.join(" ", path), () -> all(path).stream().findFirst());
    }

    private Optional<WebElement> find(String... what) {
        return Optional.ofNullable((WebElement) run(FIND, (Object[]) what));
    }

    private static Object[] with(String first, String... others) {
        var all = new Object[others.length + 1];
        all[0] = first;
        System.arraycopy(others, 0, all, 1, others.length);
        return all;
    }

    @SuppressWarnings("unchecked") // what the script answers
    private static List<WebElement> elements(Object found) {
        return (List<WebElement>) found;
    }

    /** {@return what a script answers} */
    @SuppressWarnings("NullAway") // a script may answer nothing
    Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    void click(String name) {
        retried(name, WebElement::click);
    }

    /** Does something to a control, again where the page has just drawn it anew. */
    void retried(String name, Consumer<WebElement> action) {
        until(
                name + " to be there",
                () -> {
                    var found = find("control", name);
                    try {
                        found.ifPresent(action);
                        return found;
                    } catch (StaleElementReferenceException
                            | ElementClickInterceptedException again) {
                        return Optional.empty();
                    }
                });
    }

    /** Replaces what stands in a field. */
    void write(String name, String text) {
        click(name);
        new Actions(driver)
                .keyDown(Keys.CONTROL)
                .sendKeys("a")
                .keyUp(Keys.CONTROL)
                .sendKeys(text.isEmpty() ? Keys.DELETE : text)
                .perform();
    }

    /** Presses keys, one after the other, wherever the focus is. */
    void press(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    /** Presses a key while others are held. */
    void chord(CharSequence key, Keys... held) {
        var actions = new Actions(driver);
        for (var one : held) {
            actions.keyDown(one);
        }
        actions.sendKeys(key);
        for (var one : held) {
            actions.keyUp(one);
        }
        actions.perform();
    }

    Actions hands() {
        return new Actions(driver);
    }

    /** Draws a line with the mouse, its ends counted from an element's middle. */
    void drag(WebElement element, int fromX, int fromY, int toX, int toY) {
        hands().moveToElement(element, fromX, fromY)
                .clickAndHold()
                .moveByOffset((toX - fromX) / 2, (toY - fromY) / 2)
                .moveByOffset((toX - fromX + 1) / 2, (toY - fromY + 1) / 2)
                .release()
                .perform();
    }

    /**
     * Fingers on the screen, x and y of each in turn.
     *
     * @param type touchStart, touchMove or touchEnd
     */
    void touch(String type, int... at) {
        var points =
                IntStream.range(0, at.length / 2)
                        .mapToObj(i -> Map.of("id", i, "x", at[2 * i], "y", at[2 * i + 1]))
                        .toList();
        command("Input.dispatchTouchEvent", Map.of("type", type, "touchPoints", points));
    }

    /**
     * Bounds what the page can send.
     *
     * @param bytes a second; -1 is no bound
     */
    void sendsAtMost(int bytes) {
        command("Network.enable", Map.of());
        command(
                "Network.emulateNetworkConditions",
                Map.of(
                        "offline",
                        false,
                        "latency",
                        0,
                        "downloadThroughput",
                        -1,
                        "uploadThroughput",
                        bytes));
    }

    /** {@return what there is once it is there; fails if that takes too long} */
    <T> T until(String what, Supplier<Optional<T>> look) {
        try {
            Function<Object, @Nullable T> once = _ -> look.get().orElse(null);
            return new WebDriverWait(driver, PATIENCE, LOOK_AGAIN)
                    .ignoring(StaleElementReferenceException.class)
                    .until(once);
        } catch (TimeoutException late) {
            throw new AssertionError("waited for " + what + ", in vain; " + picture(), late);
        }
    }

    /** Waits until something holds. */
    void untilTrue(String what, BooleanSupplier holds) {
        until(what, () -> holds.getAsBoolean() ? Optional.of(true) : Optional.empty());
    }

    /** {@return where a picture of the page lies now, for whoever looks why a test failed} */
    String picture() {
        try {
            var folder = Files.createDirectories(Path.of("target", "studio"));
            var file = Files.createTempFile(folder, "page", ".png");
            Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
            return "the page is in " + file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String script(String name) {
        try (InputStream in = Browser.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        driver.quit();
    }
}
