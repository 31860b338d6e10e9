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

import tools.jackson.databind.JsonNode;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;

import javax.imageio.ImageIO;

/** Pictures that are made of pictures: img2img, masks, enlarging, comparing. */
class SourceTest extends Opened {
    @Test
    void aChosenFileIsStartedFrom(@TempDir Path folder) throws IOException {
        studio().visit(WIDE);
        studio().prompt("from a red square");
        browser().one("studio-recipe", "studio-source", "#f").sendKeys(square(folder).toString());
        studio().set("Denoise, as a number", "0.4");

        studio().make();

        var request = Studio.request(studio().made("from a red square"));
        assertThat(Studio.text(request, "action")).isEqualTo("img2img");
        assertThat(request.path("strength").doubleValue()).isEqualTo(0.6);
    }

    @ParameterizedTest
    @ValueSource(ints = {WIDE, PHONE})
    void whatIsPaintedIsMadeAgainAndNothingElse(int width) {
        var before = first(width, "a lantern to paint " + width);
        browser().click("Inpaint");
        var canvas = browser().control("Mask");
        paint(canvas, 0, -60, 0, 60);
        browser().text("mask ");
        studio().prompt("a painted lantern " + width);
        studio().set();

        studio().make();

        var job = studio().made("a painted lantern " + width);
        var old = studio().png(before, 1);
        var made = studio().png(job, 1);
        assertThat(made.getRGB(0, 0)).isEqualTo(old.getRGB(0, 0));
        assertThat(made.getRGB(63, 63)).isEqualTo(old.getRGB(63, 63));
        assertThat(differences(old, made)).isBetween(20, 64 * 64 - 500);
    }

    @Test
    void strokesAreTakenBackErasedInvertedAndCleared() {
        first(WIDE, "a picture for strokes");
        browser().press("i");
        var canvas = browser().control("Mask");
        paint(canvas, -100, 0, 100, 0);
        double painted = covered();
        assertThat(painted).isBetween(0.01, 0.6);

        browser().press("e");
        paint(canvas, -100, 0, 0, 0);
        assertThat(covered()).isLessThan(painted);
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
        first(WIDE, "a picture for keys");
        browser().press("i");
        var canvas = browser().control("Mask");
        browser().run("arguments[0].focus()", canvas);
        browser().press(Keys.ENTER, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ENTER);

        browser().untilTrue("a mask", () -> covered() > 0);
        assertThat(browser().all("studio-mask", "[role=status]").getFirst().getText())
                .startsWith("Mask covers");
    }

    @Test
    void aMaskIsLookedAtFromNear() {
        first(WIDE, "a picture to zoom");
        browser().press("i");
        browser().control("Mask");
        assertThat(browser().all("studio-mask", ".mini")).isEmpty();

        browser().click("Larger");

        browser().one("studio-mask", ".mini");
        browser().press("0");
        browser().untilTrue("all of it", () -> browser().all("studio-mask", ".mini").isEmpty());
    }

    @Test
    void anEnlargedPictureIsComparedWithTheSmallOne() {
        first(WIDE, "a small sun");
        browser().press("u");

        var line = browser().control("Before and after");
        assertThat(line.getDomAttribute("aria-valuetext")).isEqualTo("Before 50 %");
        browser().run("arguments[0].focus()", line);
        browser().press(Keys.ARROW_LEFT);
        assertThat(line.getDomAttribute("aria-valuetext")).isEqualTo("Before 48 %");
        assertThat(browser().shows("128")).isTrue();
        browser().press(Keys.ESCAPE);
        studio().picture();
    }

    @Test
    void variationsHaveTheRecipeAndOtherSeeds() {
        first(WIDE, "a plum");
        browser().press("v");

        browser().control("Picture 4 of 4");
        assertThat(Studio.request(studio().jobs().getFirst()).path("number").intValue())
                .isEqualTo(4);
    }

    private JsonNode first(int width, String prompt) {
        studio().visit(width);
        studio().prompt(prompt);
        browser().click("Make 1");
        studio().picture();
        browser().run("document.querySelector('main').focus()");
        return studio().made(prompt);
    }

    /** Paints a line with the mouse, its ends counted from the canvas's middle. */
    private void paint(WebElement canvas, int fromX, int fromY, int toX, int toY) {
        browser()
                .hands()
                .moveToElement(canvas, fromX, fromY)
                .clickAndHold()
                .moveByOffset((toX - fromX) / 2, (toY - fromY) / 2)
                .moveByOffset((toX - fromX + 1) / 2, (toY - fromY + 1) / 2)
                .release()
                .perform();
    }

    /** {@return how much of the picture the mask covers} */
    private double covered() {
        var share = browser().run("return document.querySelector('studio-mask').covered");
        return ((Number) share).doubleValue();
    }

    private static int differences(BufferedImage one, BufferedImage other) {
        int count = 0;
        for (int y = 0; y < one.getHeight(); y++) {
            for (int x = 0; x < one.getWidth(); x++) {
                count += one.getRGB(x, y) == other.getRGB(x, y) ? 0 : 1;
            }
        }
        return count;
    }

    private static File square(Path folder) throws IOException {
        var image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        graphics.setColor(Color.RED);
        graphics.fillRect(0, 0, 64, 64);
        graphics.dispose();
        var file = folder.resolve("square.png").toFile();
        ImageIO.write(image, "png", file);
        return file;
    }
}
