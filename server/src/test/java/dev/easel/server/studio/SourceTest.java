package dev.easel.server.studio;

import static dev.easel.server.studio.Studio.PHONE;
import static dev.easel.server.studio.Studio.WIDE;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Pictures that are made of pictures: img2img, masks, enlarging, comparing. */
class SourceTest extends Opened {
    @Test
    void aChosenFileIsStartedFrom(@TempDir Path folder) throws IOException {
        studio().visit(WIDE);
        studio().prompt("from a red square");
        browser()
                .one("studio-recipe", "studio-source", "#f")
                .sendKeys(Pictures.square(folder, Color.RED).toString());
        studio().set("Denoise, as a number", "0.4");

        studio().make();

        var request = Studio.request(studio().made("from a red square"));
        assertThat(Studio.text(request, "action")).isEqualTo("img2img");
        assertThat(request.path("strength").doubleValue()).isEqualTo(0.6);
    }

    @Test
    void howMuchOfAPictureIsSentIsSeen(@TempDir Path folder) {
        studio().visit(WIDE);
        studio().prompt("from noise");
        var file = browser().one("studio-recipe", "studio-source", "#f");
        file.sendKeys(Pictures.noise(folder, 256).toString());
        browser().text("256 × 256");
        browser().sendsAtMost(100_000);
        try {
            studio().make();
            browser()
                    .untilTrue(
                            "some of it to be sent",
                            () ->
                                    sending().stream()
                                                    .mapToInt(SourceTest::percent)
                                                    .anyMatch(sent -> sent > 0 && sent < 100)
                                            && browser().shows("Sending, "));
        } finally {
            browser().sendsAtMost(-1);
        }
        studio().made("from noise");
        browser().untilTrue("nothing to be on its way", () -> sending().isEmpty());
    }

    @Test
    void aPictureThatIsBeingSentIsTakenBack(@TempDir Path folder) {
        studio().visit(WIDE);
        studio().prompt("from noise by mistake");
        var file = browser().one("studio-recipe", "studio-source", "#f");
        file.sendKeys(Pictures.noise(folder, 256).toString());
        browser().text("256 × 256");
        browser().sendsAtMost(20_000);
        studio().make();
        browser().untilTrue("it to be on its way", () -> !sending().isEmpty());

        browser().press(Keys.ESCAPE);

        browser().untilTrue("nothing to be on its way", () -> sending().isEmpty());
        browser().text("Cancelled.");
        browser().sendsAtMost(-1);
        assertThat(studio().jobs()).isEmpty();
    }

    private List<WebElement> sending() {
        return browser().all("studio-recipe", "studio-source", "[role=progressbar]");
    }

    private static int percent(WebElement progress) {
        return Integer.parseInt(String.valueOf(progress.getDomAttribute("aria-valuenow")));
    }

    @ParameterizedTest
    @ValueSource(ints = {WIDE, PHONE})
    void whatIsPaintedIsMadeAgainAndNothingElse(int width) {
        var before = studio().first(width, Map.of("seed", 7), "a lantern to paint " + width);
        browser().click("Inpaint");
        browser().drag(studio().mask(), 0, -60, 0, 60);
        browser().text("mask ");
        studio().prompt("a painted lantern " + width);

        studio().make();

        var job = studio().made("a painted lantern " + width);
        var old = studio().png(before, 1);
        var made = studio().png(job, 1);
        assertThat(made.getRGB(0, 0)).isEqualTo(old.getRGB(0, 0));
        assertThat(made.getRGB(63, 63)).isEqualTo(old.getRGB(63, 63));
        assertThat(Pictures.differences(old, made)).isBetween(20, 64 * 64 - 500);
    }

    @Test
    void strokesAreTakenBackErasedInvertedAndCleared() {
        studio().first(WIDE, "a picture for strokes");
        browser().press("i");
        var canvas = studio().mask();
        browser().drag(canvas, -100, 0, 100, 0);
        browser().untilTrue("a line", () -> covered() > 0.01);
        double painted = covered();
        assertThat(painted).isLessThan(0.6);

        browser().press("e");
        browser().drag(canvas, -100, 0, 0, 0);
        browser().untilTrue("some to be erased", () -> covered() < painted);
        browser().chord("z", Keys.CONTROL);
        browser().untilTrue("the erased to be back", () -> covered() == painted);
        browser().chord("z", Keys.CONTROL, Keys.SHIFT);
        browser().untilTrue("it to be erased again", () -> covered() < painted);
        double erased = covered();
        browser().press("i");
        browser().untilTrue("the other half", () -> Math.abs(covered() - (1 - erased)) < 0.02);
        browser().click("Clear");
        browser().untilTrue("nothing to be masked", () -> covered() == 0);
        browser().press(Keys.ESCAPE);
        studio().picture();
    }

    @Test
    void aMaskIsPaintedWithKeysAlone() {
        studio().first(WIDE, "a picture for keys");
        browser().press("i");
        browser().run("arguments[0].focus()", studio().mask());
        browser().press(Keys.ENTER, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ENTER);

        browser().untilTrue("a mask", () -> covered() > 0);
        browser()
                .untilTrue(
                        "it to be told",
                        () ->
                                browser()
                                        .one("studio-mask", "[role=status]")
                                        .getText()
                                        .matches("Mask covers [1-9].*"));
    }

    @Test
    void aMaskIsLookedAtFromNear() {
        studio().first(WIDE, "a picture to zoom");
        browser().press("i");
        studio().mask();
        assertThat(browser().all("studio-mask", ".mini")).isEmpty();

        browser().click("Larger");

        browser().one("studio-mask", ".mini");
        browser().press("0");
        browser().untilTrue("all of it", () -> browser().all("studio-mask", ".mini").isEmpty());
    }

    @Test
    void oneFingerPaintsAndTwoLookFromNear() {
        studio().first(PHONE, "a picture for fingers");
        browser().click("Inpaint");
        var canvas = studio().mask().getRect();
        int x = canvas.x + canvas.width / 2;
        int y = canvas.y + canvas.height / 2;

        browser().touch("touchStart", x - 30, y, x + 30, y);
        browser().touch("touchMove", x - 60, y, x + 60, y);
        browser().touch("touchMove", x - 90, y, x + 90, y);
        browser().touch("touchEnd");
        browser().one("studio-mask", ".mini");
        assertThat(covered()).isZero();

        browser().touch("touchStart", x - 90, y, x + 90, y);
        browser().touch("touchMove", x - 40, y, x + 40, y);
        browser().touch("touchMove", x - 10, y, x + 10, y);
        browser().touch("touchEnd");
        browser().untilTrue("all of it", () -> browser().all("studio-mask", ".mini").isEmpty());

        browser().touch("touchStart", x - 50, y);
        browser().touch("touchMove", x, y);
        browser().touch("touchMove", x + 50, y);
        browser().touch("touchEnd");
        browser().untilTrue("a line", () -> covered() > 0.01);
    }

    @Test
    void anEnlargedPictureIsComparedWithTheSmallOne() {
        studio().first(WIDE, "a small sun");
        browser().press("u");

        var line = browser().control("Before and after");
        assertThat(line.getDomAttribute("aria-valuetext")).isEqualTo("Before 50 %");
        browser().run("arguments[0].focus()", line);
        browser().press(Keys.ARROW_LEFT);
        browser()
                .untilTrue(
                        "it to move",
                        () -> "Before 48 %".equals(line.getDomAttribute("aria-valuetext")));
        browser().text("128");
        Axe.findsNothing(browser(), "comparing");
        browser().press(Keys.ESCAPE);
        studio().picture("a small sun");
        assertThat(
                        browser()
                                .one("studio-stage", "studio-picture", ".percent")
                                .getDomProperty("textContent"))
                .matches("\\s*[1-9]\\d* %\\s*");
    }

    @Test
    void aTouchOfCOpensTheComparisonInTheMiddle() {
        studio().first(WIDE, "a pear");
        studio().prompt("a pear of glass");
        studio().make();
        studio().picture("a pear of glass");
        studio().go("#");
        studio().picture("a pear of glass");
        studio().toStage();

        browser().press("c");

        var line = browser().control("Before and after");
        browser()
                .untilTrue(
                        "both to be seen",
                        () -> "Before 50 %".equals(line.getDomAttribute("aria-valuetext")));
    }

    @Test
    void variationsHaveTheRecipeAndOtherSeeds() {
        studio().first(WIDE, "a plum");
        browser().press("v");

        browser().control("Picture 4 of 4");
        assertThat(Studio.request(studio().jobs().getFirst()).path("number").intValue())
                .isEqualTo(4);
    }

    /** {@return how much of the picture the mask covers} */
    private double covered() {
        var share = browser().run("return document.querySelector('studio-mask').covered");
        return ((Number) share).doubleValue();
    }
}
