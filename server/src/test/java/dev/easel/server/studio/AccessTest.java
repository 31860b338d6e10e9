package dev.easel.server.studio;

import static dev.easel.server.studio.Studio.PHONE;
import static dev.easel.server.studio.Studio.WIDE;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Keyboards, screen readers, and the models of this machine. */
class AccessTest extends Opened {
    private static final String AXE = axe();

    /** Each problem as one line. */
    private static final String PROBLEMS =
            """
            const done = arguments[arguments.length - 1];
            // What a modal dialog covers is not there for anyone.
            const modal = document.querySelector('studio-keys');
            axe.run(modal ?? document, { resultTypes: ['violations'] }).then(({ violations }) => done(violations.flatMap(
                ({ id, nodes }) => nodes.map((node) => id + ': ' + node.target.flat().join(' ') + ' ' + node.failureSummary))),
                (failure) => done([String(failure)]));
            """;

    @ParameterizedTest
    @CsvSource({WIDE + ", dark", WIDE + ", light", PHONE + ", dark", PHONE + ", light"})
    void axeFindsNothing(int width, String scheme) {
        browser()
                .command(
                        "Emulation.setEmulatedMedia",
                        Map.of(
                                "features",
                                List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
        studio().jobs().forEach(studio()::delete);
        studio().visit(width);
        browser().control("a red lantern");
        check("the first visit");
        studio().prompt("an apple for axe");
        browser().click("Make 1");
        studio().picture();
        check("a picture");
        browser().click("Inpaint");
        browser().control("Mask");
        check("the mask");
        studio().go("#gallery");
        browser().one("studio-gallery", "studio-cell", "img");
        check("the gallery");
        studio().go("#models");
        browser().text("On this machine");
        check("the models");
        studio().go("#");
        if (width == PHONE) {
            browser().click("All settings");
        }
        browser().click("Grid over two values");
        browser().control("Across");
        check("the grid's fields");
        if (width == WIDE) {
            browser().run("document.activeElement.blur()");
            browser().press("?");
            browser().text("Single letters");
            check("the keys");
        }
    }

    @Test
    void aPictureIsMadeAndVariedWithKeysAlone() {
        studio().visit(WIDE);
        browser().press("a pear by hand");
        studio().make();
        studio().picture();
        browser().press(Keys.F6);

        browser().press("v");

        browser().control("Picture 1 of 4");
        browser().press("3");
        assertThat(studio().picture().getAccessibleName()).isEqualTo("a pear by hand");
        browser().press(Keys.ESCAPE);
        browser().control("Picture 1 of 4");
        browser().press("s");
        browser().press("/");
        browser().press(" and a plum");
        assertThat(browser().control("Prompt").getDomProperty("value"))
                .isEqualTo("a pear by hand and a plum");
    }

    @Test
    void everyControlOfTheFirstPageIsReachedByTab() {
        studio().visit(WIDE);
        browser().run("document.activeElement.blur()");
        var reached = new ArrayList<String>();
        for (int i = 0; i < 40 && !reached.contains("Make 1"); i++) {
            browser().press(Keys.TAB);
            reached.add(String.valueOf(browser().run(FOCUSED)));
        }

        assertThat(reached)
                .containsSubsequence(
                        "Model (M)",
                        "Prompt",
                        "Negative prompt",
                        "Choose a picture",
                        "Width",
                        "Height",
                        "Steps, as a number",
                        "Guidance, as a number",
                        "Sampler",
                        "Seed",
                        "Make 1");
    }

    private static final String FOCUSED =
            """
            let at = document.activeElement;
            while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
            const text = (at?.textContent ?? '').trim();
            return at?.title || at?.ariaLabel || at?.labels?.[0]?.textContent.trim() || text.replace(/\\s+/g, ' ').replace(/Ctrl.*/, '');
            """;

    @Test
    void thisMachinesOwnBrowserMayBringModels() {
        studio().visit(WIDE).go("#models");

        browser().text("easel-mini");
        browser().text("Bring a model");
        browser().press(Keys.ESCAPE);
        browser().untilTrue("the models to be closed", () -> !browser().shows("Bring a model"));
    }

    private void check(String place) {
        browser().run(AXE);
        assertThat((List<?>) browser().driver().executeAsyncScript(PROBLEMS)).as(place).isEmpty();
    }

    private static String axe() {
        try (InputStream in = AccessTest.class.getResourceAsStream("/axe.min.js")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
