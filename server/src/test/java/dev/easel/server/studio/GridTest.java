package dev.easel.server.studio;

import static dev.easel.server.studio.Studio.PHONE;
import static dev.easel.server.studio.Studio.WIDE;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

import java.util.List;

/** A grid over two values. */
class GridTest extends Opened {
    @Test
    void twoValuesMakeOneLabelledPicture() {
        studio().visit(WIDE);
        studio().prompt("a clay owl");
        browser().run("document.activeElement.blur()");

        browser().press("x");
        browser().control("Across");
        browser().press("gui", Keys.ENTER, "3..5 by 2", Keys.TAB, "ste", Keys.ENTER, "1, 2");
        browser().control("Make 4");
        studio().make();

        browser()
                .untilTrue(
                        "four pictures in a table",
                        () ->
                                browser().all("studio-stage", "studio-sheet", "td img[src]").size()
                                        == 4);
        assertThat(texts("thead th")).containsExactly("3", "5");
        assertThat(texts("tbody th")).containsExactly("1", "2");
        var seeds =
                studio().jobs().stream()
                        .map(job -> job.path("pictures").path(0).path("seed").longValue())
                        .distinct();
        assertThat(seeds).hasSize(1);
        browser().click("5, 2");
        assertThat(studio().picture().isDisplayed()).isTrue();
        browser().text("guidance 5");
    }

    @Test
    void whatIsNotAValueIsSaidBesideTheField() {
        studio().visit(PHONE);
        browser().click("All settings");
        browser().click("Grid over two values");
        browser().write("Values of Guidance", "three");

        browser().text("“three” is not a number");
        assertThat(browser().control("Values of Guidance").getDomAttribute("aria-invalid"))
                .isEqualTo("true");
        browser().write("Values of Guidance", "1..3");
        browser().control("Make 3");
        browser().click("No grid");
        browser().control("Make 1");
    }

    private List<String> texts(String selector) {
        return browser().all("studio-stage", "studio-sheet", selector).stream()
                .map(WebElement::getText)
                .toList();
    }
}
