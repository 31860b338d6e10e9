package dev.easel.server.studio;

import static dev.easel.server.studio.Studio.WIDE;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

import java.util.ArrayList;

/** The keyboard, and the models of this machine. */
class AccessTest extends Opened {
    @Test
    void aPictureIsMadeAndVariedWithKeysAlone() {
        studio().visit(WIDE);
        browser().press("a pear by hand");
        studio().make();
        studio().picture("a pear by hand");
        browser().press(Keys.F6);
        browser().focused("Stage");

        browser().press("v");

        browser().control("Picture 1 of 4");
        browser().press("3");
        studio().picture("a pear by hand");
        browser().press(Keys.ESCAPE);
        browser().control("Picture 1 of 4");
        browser().press("s");
        browser().press("/");
        browser().focused("Prompt");
        browser().press(" and a plum");
        browser()
                .untilTrue(
                        "words behind the others",
                        () -> prompt().equals("a pear by hand and a plum"));
    }

    private String prompt() {
        return String.valueOf(browser().control("Prompt").getDomProperty("value"));
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
}
