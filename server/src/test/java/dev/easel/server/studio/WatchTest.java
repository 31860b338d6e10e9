package dev.easel.server.studio;

import static dev.easel.server.studio.Studio.PHONE;
import static dev.easel.server.studio.Studio.WIDE;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

import java.util.Map;

/** Jobs that wait and run, also while the page, the network or the server is away. */
class WatchTest extends Opened {
    /** At work for longer than anyone watches; it is cancelled. */
    private static final Map<String, Object> LONG =
            Map.of("width", 512, "height", 512, "steps", 150, "number", 10);

    /** Holds the jobs that the page sends until they are let go. */
    private static final String HOLD =
            """
            const sent = window.fetch, all = [];
            window.fetch = async (path, options) => {
                if (path === '/jobs' && options.method === 'POST') await new Promise((go) => all.push(go));
                return sent(path, options);
            };
            window.held = () => all.length;
            window.letGo = () => all.forEach((go) => go());
            """;

    /** A server that is at work on a model for ever, which it has loaded before in 40 seconds. */
    private static final String LOADING =
            """
            const sent = window.fetch;
            window.left = 40;
            const changed = async (path, change) => new Response(JSON.stringify(change(await (await sent(path)).json())));
            const waits = (job) => ({ ...job, status: 'generating', step: 0, finished: null, seconds_left: left, pictures: [] });
            const loads = (told) => ({ ...told, models: told.models.map((model) => ({ ...model, loaded: false, loading: true })) });
            const first = (job) => new Response(new ReadableStream({
                start: (events) => events.enqueue(new TextEncoder().encode(`data: ${JSON.stringify(job)}\\n\\n`)),
            }));
            window.fetch = async (path, options) => {
                if (path === '/models') return changed(path, loads);
                if (path.includes('/events')) return first(await (await fetch(path.replace('/events', ''))).json());
                return /^\\/jobs\\/[^/]+$/.test(path) && options?.method !== 'DELETE' ? changed(path, waits) : sent(path, options);
            };
            """;

    /** Counts the elements that are still measured though they are not in the page any more. */
    private static final String MEASURED =
            """
            const elements = new Map();
            window.ResizeObserver = class extends ResizeObserver {
                observe(element) { super.observe(element); elements.set(this, element); }
                disconnect() { super.disconnect(); elements.delete(this); }
            };
            window.measuredInVain = () => [...elements.values()].filter((element) => !element.isConnected).length;
            window.measured = () => elements.size;
            """;

    @Override
    Map<String, String> settings() {
        return Map.of("in-flight", "1");
    }

    @ParameterizedTest
    @ValueSource(ints = {WIDE, PHONE})
    void jobsWaitInLineAndEachIsCancelled(int width) {
        studio().visit(width, LONG);
        start("first in line");
        browser().text("Step ");
        start("second in line");
        start("third in line");
        browser().control("2nd in line: second in line");
        browser().control("3rd in line: third in line");

        if (width == WIDE) {
            browser().click("Cancel: second in line");
            browser().control("2nd in line: third in line");
        }
        browser().press(Keys.ESCAPE);

        browser().text("Cancelled");
        browser().control("Start again");
    }

    @Test
    void whatIsOnItsWayToTheServerIsCancelledToo() {
        studio().visit(WIDE, LONG);
        browser().run(HOLD);
        studio().prompt("begun by mistake");
        studio().make();
        browser().untilTrue("it to be on its way", () -> count("held") == 1);
        studio().prompt("begun and not sent");
        studio().make();

        browser().press(Keys.ESCAPE);
        browser().text("Cancelled.");
        browser().press(Keys.ESCAPE);
        browser().run("letGo()");

        var job = studio().made("begun by mistake");
        assertThat(Studio.text(job, "status")).isEqualTo("cancelled");
        browser().control("Start again");
        assertThat(count("held")).as("sent").isEqualTo(1);
        assertThat(studio().jobs()).hasSize(1);
    }

    @Test
    void aModelThatIsLoadedTellsHowLong() {
        var noMore = browser().runInEachPage(LOADING);
        studio().visit(WIDE);
        noMore.run();
        studio().prompt("drawn once the model is loaded");

        studio().make();

        browser().text("Loading easel-mini, about 40 s left");
        browser().run("left = 9");
        browser().text("Loading easel-mini, about 9 s left");
    }

    @Test
    void aPageThatIsLoadedAgainGoesOnWatching() {
        studio().visit(WIDE, LONG);
        start("watched twice");
        browser().text("Step ");

        studio().go("#");

        browser().control("At work: watched twice");
        browser()
                .untilTrue(
                        "a preview",
                        () ->
                                !browser()
                                        .all("studio-stage", "studio-picture", "img.rough")
                                        .isEmpty());
        assertThat(
                        browser()
                                .all("studio-progress", "[role=progressbar]")
                                .getFirst()
                                .getDomAttribute("aria-valuetext"))
                .startsWith("Step ");
    }

    @Test
    void aLostNetworkIsToldAndHealsByItself() {
        studio().visit(WIDE, LONG);
        start("made without a watcher");
        browser().text("Step ");

        network(true);
        studio().prompt("typed while nobody listens");
        browser().chord(Keys.ENTER, Keys.CONTROL);

        browser().text("No connection.");
        network(false);
        browser().untilTrue("a connection", () -> !browser().shows("No connection."));
        assertThat(browser().control("Prompt").getDomProperty("value"))
                .isEqualTo("typed while nobody listens");
    }

    @Test
    void aJobOutlivesTheServer() {
        studio().visit(WIDE, Map.of("width", 128, "height", 128, "steps", 60));
        start("a job of two servers");
        browser().text("Step ");

        studio().stop();
        browser().text("No connection.");
        studio().start();

        browser().untilTrue("a connection", () -> !browser().shows("No connection."));
        var job = studio().made("a job of two servers");
        assertThat(Studio.text(job, "status")).isEqualTo("done");
        studio().picture("a job of two servers");
    }

    @Test
    void whatIsNotShownAnyMoreIsNotMeasuredAnyMore() {
        var noMore = browser().runInEachPage(MEASURED);
        studio().first(WIDE, "a picture to leave");
        noMore.run();
        long measured = count("measured");

        browser().press("g");
        browser().one("studio-gallery", "studio-cell", "img");
        browser().press(Keys.ESCAPE);
        studio().picture("a picture to leave");
        studio().toStage();
        browser().press("i");
        studio().mask();
        browser().press(Keys.ESCAPE);
        studio().picture("a picture to leave");

        browser().untilTrue("as much as before", () -> count("measured") == measured);
        assertThat(measured).isPositive();
        assertThat(count("measuredInVain")).isZero();
    }

    private long count(String what) {
        return ((Number) browser().run("return " + what + "()")).longValue();
    }

    private void start(String prompt) {
        studio().prompt(prompt);
        studio().make();
        browser()
                .untilTrue(
                        "the job to be there",
                        () ->
                                studio().jobs().stream()
                                        .anyMatch(job ->
                                                Studio.text(Studio.request(job), "prompt")
                                                        .equals(prompt)));
    }

    private void network(boolean lost) {
        browser().command("Network.enable", Map.of());
        browser()
                .command(
                        "Network.emulateNetworkConditions",
                        Map.of(
                                "offline",
                                lost,
                                "latency",
                                0,
                                "downloadThroughput",
                                -1,
                                "uploadThroughput",
                                -1));
    }
}
