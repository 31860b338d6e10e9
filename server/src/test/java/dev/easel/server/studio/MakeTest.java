package dev.easel.server.studio;

import static dev.easel.server.studio.Studio.PHONE;
import static dev.easel.server.studio.Studio.WIDE;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.golden.Golden;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.support.ui.Select;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Pictures of words alone, and the values beside them. */
@Order(3) // long
class MakeTest extends Opened {
    private static final String HOSTILE = "<img src=x onerror=\"document.title='run'\"> a frog";

    @Override
    void prepare(Path folder) throws IOException {
        var loras = Files.createDirectories(folder.resolve("models/loras"));
        var golden = Golden.folder().resolve("lora/sd15-kohya.safetensors");
        Files.createSymbolicLink(loras.resolve("add-detail.safetensors"), golden.toRealPath());
    }

    @ParameterizedTest
    @ValueSource(ints = {WIDE, PHONE})
    void wordsBecomeAPicture(int width) {
        studio().visit(width);
        var way = width == PHONE ? "Make" : "Ctrl+Enter";
        browser().text("Write what you want to see, then " + way + ".");

        studio().prompt("a red lantern at " + width);
        browser().click("Make 1");

        studio().picture("a red lantern at " + width);
        browser().text("seed ");
    }

    @Test
    void allValuesReachTheServer() {
        studio().visit(WIDE);
        studio().prompt("two horses");
        browser().click("comic book");
        studio().set("Negative prompt", "photo", "Width", "128", "Steps, as a number", "=1+1");
        browser().click("Swap width and height");
        studio().set("Guidance, as a number", "3.5", "Seed", "42");
        new Select(browser().control("Sampler")).selectByVisibleText("Euler");
        browser().click("One more");

        studio().make();

        var made = Studio.request(studio().made("two horses"));
        assertThat(Studio.text(made, "style")).isEqualTo("comic-book");
        assertThat(Studio.text(made, "negative_prompt")).isEqualTo("photo");
        assertThat(Studio.text(made, "sampler")).isEqualTo("K_EULER");
        assertThat(made.path("width").intValue()).isEqualTo(64);
        assertThat(made.path("height").intValue()).isEqualTo(128);
        assertThat(made.path("steps").intValue()).isEqualTo(2);
        assertThat(made.path("cfg_scale").doubleValue()).isEqualTo(3.5);
        assertThat(made.path("seed").longValue()).isEqualTo(42);
        browser().click("Picture 2 of 2");
        studio().picture("two horses");
        browser().text("seed 43");
    }

    @Test
    void whatIsTypedCountsThoughItsFieldIsNotLeft() {
        studio().visit(WIDE);
        studio().prompt("three steps");
        browser().write("Steps, as a number", "3");

        studio().make();

        assertThat(Studio.request(studio().made("three steps")).path("steps").intValue())
                .isEqualTo(3);
    }

    @Test
    void aPhoneHasTheValuesInASheet() {
        studio().visit(PHONE);
        studio().prompt("a small boat");
        browser().click("All settings");
        studio().set("Steps, as a number", "2");

        browser().click("Make 1");

        assertThat(Studio.request(studio().made("a small boat")).path("steps").intValue())
                .isEqualTo(2);
        studio().picture("a small boat");
        browser().untilTrue("the sheet to be gone", () -> !browser().offers("Steps, as a number"));
    }

    @Test
    void keysWeighTheWordAtTheCaret() {
        studio().visit(WIDE);
        studio().prompt("a frog");

        browser().chord(Keys.ARROW_UP, Keys.CONTROL);
        browser().chord(Keys.ARROW_UP, Keys.CONTROL);

        browser().untilTrue("a heavy word", () -> prompt().equals("a (frog:1.2)"));
        browser().chord(Keys.ARROW_DOWN, Keys.CONTROL);
        browser().chord(Keys.ARROW_DOWN, Keys.CONTROL);
        browser().untilTrue("a plain word", () -> prompt().equals("a frog"));
    }

    @Test
    void loraTagsAreCompleted() {
        studio().visit(WIDE);
        studio().prompt("a frog <lora:add");
        browser().control("add-detail");

        browser().press(Keys.ENTER);

        browser()
                .untilTrue(
                        "the whole tag",
                        () -> prompt().matches("a frog <lora:add-detail:[\\d.]+>"));
    }

    @Test
    void theServersSentenceStandsBesideTheField() {
        studio().visit(WIDE);
        studio().prompt("a refused picture");
        studio().set("Width", "100");

        studio().make();

        assertThat(browser().text("multiple of").getText()).contains("width").contains("100");
        var width = browser().control("Width");
        assertThat(width.getDomAttribute("aria-invalid")).isEqualTo("true");
        studio().set("Width", "64");
        studio().make();
        studio().made("a refused picture");
    }

    @Test
    void markupInWordsIsShownAsWords() {
        studio().visit(WIDE);
        studio().prompt(HOSTILE);

        studio().make();

        studio().picture(HOSTILE);
        assertThat(browser().text(HOSTILE).isDisplayed()).isTrue();
        studio().go("#gallery");
        browser().one("studio-gallery", "studio-cell", "img");
        assertThat(browser().all("studio-gallery", "studio-cell", "img[src=x]")).isEmpty();
        assertThat(browser().driver().getTitle()).isEqualTo("Easel studio");
    }

    @Test
    void theRecipeOutlivesTheTab() {
        studio().visit(WIDE);
        studio().prompt("words to be kept");
        studio().set("Seed", "77");

        studio().go("#");

        assertThat(prompt()).isEqualTo("words to be kept");
        assertThat(browser().control("Seed").getDomProperty("value")).isEqualTo("77");
    }

    @Test
    void aPictureIsEnlargedWhileItIsMade() {
        studio().visit(WIDE);
        studio().prompt("a large cake");
        new Select(browser().control("Enlarge")).selectByVisibleText("× 2");

        studio().make();

        var job = studio().made("a large cake");
        assertThat(job.path("pictures").path(0).path("width").intValue()).isEqualTo(128);
    }

    private String prompt() {
        return String.valueOf(browser().control("Prompt").getDomProperty("value"));
    }
}
