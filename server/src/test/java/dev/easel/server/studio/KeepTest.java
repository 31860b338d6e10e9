package dev.easel.server.studio;

import static dev.easel.server.studio.Studio.PHONE;
import static dev.easel.server.studio.Studio.WIDE;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.zip.ZipFile;

/** The gallery of a person with five hundred pictures. */
@TestMethodOrder(OrderAnnotation.class)
class KeepTest extends Opened {
    private static final int MANY = 500;
    private static final int PICTURES_A_DAY = 24 / ManyPictures.HOURS;

    /** Each looks at what the first one made. */
    @Override
    void leave() {}

    @Test
    @Order(1)
    void fiveHundredPicturesHangWithoutAllBeingInThePage() {
        studio().visit(WIDE);
        studio().prompt("a hen");
        studio().make();
        studio().made("a hen");
        ManyPictures.copy(studio().folder(), MANY - 2);
        studio().prompt("a zebra of glass");
        studio().make();
        studio().made("a zebra of glass");

        studio().go("#gallery");
        browser().one("studio-gallery", "studio-cell", "img");
        Set<Object> seen = new HashSet<>();
        browser()
                .untilTrue(
                        "the end of the wall",
                        () -> {
                            var cells = browser().run(HANGING);
                            assertThat((List<?>) cells).hasSizeLessThan(150);
                            seen.addAll((List<?>) cells);
                            browser().run(DOWN);
                            return seen.size() == MANY;
                        });
    }

    private static final String HANGING =
            """
            return [...document.querySelector('studio-gallery').shadowRoot.querySelectorAll('studio-cell')]
                .map((cell) => cell.job.id)
            """;
    private static final String DOWN =
            """
            const wall = document.querySelector('studio-gallery');
            wall.scrollTop += wall.clientHeight * .8;
            """;

    @Test
    @Order(2)
    void aSearchFindsAPictureAndItsRecipeIsUsed() {
        studio().visit(WIDE);
        browser().one("studio-reel", "studio-frame");
        studio().toStage();
        browser().press("g");
        browser().focused("Search prompts");

        browser().press("glass");
        browser().untilTrue("one picture", () -> cells() == 1);
        browser().press(Keys.ARROW_DOWN);
        browser().untilTrue("a picture with the focus", () -> "STUDIO-CELL".equals(focus()));
        browser().press("r");

        browser().untilTrue("its words", () -> "a zebra of glass".equals(prompt()));
        browser().text("Recipe taken");
        browser().press(Keys.ENTER);
        studio().picture("a zebra of glass");
    }

    @Test
    @Order(3)
    void nothingFoundIsSaid() {
        studio().visit(WIDE).go("#gallery");
        browser().write("Search prompts", "submarine");

        assertThat(browser().text("No picture with “submarine”.").isDisplayed()).isTrue();
    }

    @Test
    @Order(4)
    void aLongPastDayIsFoundWithoutReadingAllThatCameAfterIt() {
        var day = LocalDate.now(ZoneId.systemDefault()).minusDays(20);

        studio().visit(WIDE).go("#gallery?since=" + day);

        browser().text(PICTURES_A_DAY + " pictures");
        browser().untilTrue("those of the day", () -> cells() == PICTURES_A_DAY);
        assertThat(browser().control("One day").getDomProperty("value")).isEqualTo(day.toString());
    }

    @Test
    @Order(5)
    void chosenPicturesAreDownloadedAsAZip(@TempDir Path folder) throws IOException {
        browser().downloadTo(folder);
        choose(3);
        assertThat(IntStream.range(0, 5).mapToObj(i -> cell(i).getCssValue("outline-style")))
                .as("rings, also around the one that was clicked last")
                .containsExactly("solid", "solid", "solid", "none", "none");

        browser().click("Download zip");

        try (var content = new ZipFile(browser().downloaded(folder, ".zip").toFile())) {
            assertThat(content.stream().map(entry -> entry.getName()))
                    .hasSize(3)
                    .allMatch(name -> name.endsWith(".png"));
        }
    }

    /** Six seconds, for which lines stand, pass when the test says so. */
    private static final String CLOCKS =
            """
            const start = window.setTimeout, stop = window.clearTimeout, clocks = new Map();
            let last = 0;
            window.setTimeout = (then, after, ...more) => after === 6000 ? (clocks.set(--last, then), last) : start(then, after, ...more);
            window.clearTimeout = (id) => clocks.delete(id) || stop(id);
            window.clocks = () => clocks.size;
            window.pass = () => clocks.forEach((then) => then());
            """;

    @Test
    @Order(6)
    void deletedPicturesCanBeHadBackForAWhile() {
        var before = studio().json("/jobs?words=hen&limit=2").path("jobs").toString();
        choose(2);
        browser().run(CLOCKS);
        browser().click("Delete");
        browser().text("2 pictures deleted.");
        browser().hands().moveToElement(browser().one("studio-notice", ".act")).perform();
        browser().run("pass()"); // not for one who is about to undo it
        browser().click("Undo");
        browser().untilTrue("nothing to be gone", () -> !browser().shows("deleted"));

        studio().visit(WIDE).go("#gallery?words=zebra");
        var after = studio().json("/jobs?words=hen&limit=2").path("jobs").toString();
        assertThat(after).isEqualTo(before);
        browser().untilTrue("one picture", () -> cells() == 1);
        browser().hands().keyDown(Keys.CONTROL).click(cell(0)).keyUp(Keys.CONTROL).perform();
        browser().click("Delete");
        browser().text("Deleted.");
        studio().go("#");
        browser()
                .untilTrue(
                        "the picture to be gone",
                        () -> studio().json("/jobs?words=zebra").path("jobs").size() == 0);
    }

    @Test
    @Order(7)
    void aPhoneShowsTheWallAndOpensAPicture() {
        studio().visit(PHONE).go("#gallery");
        browser().untilTrue("pictures", () -> cells() > 1);

        cell(1).click();

        studio().picture("a hen");
        browser().driver().navigate().back();
        browser().one("studio-gallery", "studio-cell");
    }

    @Test
    @Order(8)
    void aLineOfTheStageDoesNotEndThatOfTheGallery() {
        studio().visit(WIDE);
        studio().picture("a hen");
        studio().toStage();
        browser().run(CLOCKS);
        browser().press("s");
        browser().text("Recipe taken, 1 value changed.");
        browser().press("g");
        browser().focused("Search prompts");
        browser().untilTrue("pictures", () -> cells() > 1);
        browser().press(Keys.ARROW_DOWN);
        browser().untilTrue("a picture with the focus", () -> "STUDIO-CELL".equals(focus()));

        browser().press("r");

        browser().untilTrue("its words", () -> "a hen".equals(prompt()));
        assertThat(browser().run("return clocks()")).isEqualTo(1L);
    }

    private void choose(int count) {
        studio().visit(WIDE).go("#gallery?words=hen");
        browser().untilTrue("pictures", () -> cells() > count);
        var hands = browser().hands().keyDown(Keys.CONTROL);
        for (int i = 0; i < count; i++) {
            hands.click(cell(i));
        }
        hands.keyUp(Keys.CONTROL).perform();
        browser().text(count + " chosen");
    }

    private WebElement cell(int i) {
        return browser().all("studio-gallery", "studio-cell").get(i);
    }

    private int cells() {
        return browser().all("studio-gallery", "studio-cell").size();
    }

    private Object focus() {
        return browser()
                .run(
                        """
                        let at = document.activeElement;
                        while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
                        return at?.tagName;
                        """);
    }

    private String prompt() {
        return String.valueOf(browser().control("Prompt").getDomProperty("value"));
    }
}
