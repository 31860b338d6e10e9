package dev.easel.server.studio;

import static dev.easel.server.studio.Studio.PHONE;
import static dev.easel.server.studio.Studio.SIDE;
import static dev.easel.server.studio.Studio.WIDE;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

import tools.jackson.databind.JsonNode;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

/** A grid over two values. */
class GridTest extends Opened {
    @Test
    void twoValuesMakeALabelledTable() {
        make("a clay owl");

        assertThat(texts("thead th")).containsExactly("3", "5");
        assertThat(texts("tbody th")).containsExactly("1", "2");
        var seeds =
                jobs("a clay owl")
                        .map(job -> job.path("pictures").path(0).path("seed").longValue())
                        .distinct();
        assertThat(seeds).hasSize(1);
        Axe.findsNothing(browser(), "a grid on the stage");
        browser().click("5, 2");
        studio().picture("a clay owl");
        browser().text("guidance 5");
    }

    @Test
    void aGridIsSavedAsOnePictureWithItsAxes(@TempDir Path folder) throws IOException {
        make("a clay cat");
        browser().downloadTo(folder);

        browser().click("Download");

        var grid = ImageIO.read(browser().downloaded(folder, "grid.png").toFile());
        int left = grid.getWidth() - 2 * SIDE - GAP - MARGIN;
        int top = grid.getHeight() - 2 * SIDE - GAP - MARGIN;
        jobs("a clay cat")
                .forEach(job -> {
                    int column = (job.path("request").path("cfg_scale").intValue() - 3) / 2;
                    int row = job.path("request").path("steps").intValue() - 1;
                    int x = left + column * (SIDE + GAP);
                    int y = top + row * (SIDE + GAP);
                    assertThat(pixels(grid.getSubimage(x, y, SIDE, SIDE)))
                            .isEqualTo(pixels(studio().png(job, 1)));
                });
        int next = SIDE + GAP;
        assertThatTheyAreLabelled(
                grid.getSubimage(left, 0, SIDE, top), grid.getSubimage(left + next, 0, SIDE, top));
        assertThatTheyAreLabelled(
                grid.getSubimage(0, top, left, SIDE), grid.getSubimage(0, top + next, left, SIDE));
        assertThat(darkest(grid.getSubimage(0, 0, left, top))).as("names of axes").isLessThan(GREY);
    }

    /** Between two cells, and behind the last one, of a grid of pictures so small. */
    private static final int GAP = 2;

    private static final int MARGIN = 12;
    private static final int GREY = 160;

    private static void assertThatTheyAreLabelled(BufferedImage one, BufferedImage other) {
        assertThat(darkest(one)).isLessThan(GREY);
        assertThat(darkest(other)).isLessThan(GREY);
        assertThat(pixels(one)).isNotEqualTo(pixels(other));
    }

    private static int[] pixels(BufferedImage image) {
        int width = image.getWidth();
        return image.getRGB(0, 0, width, image.getHeight(), null, 0, width);
    }

    /** {@return the least green that there is, which is that of letters on white} */
    private static int darkest(BufferedImage image) {
        return IntStream.of(pixels(image)).map(rgb -> rgb >> 8 & 0xFF).min().orElseThrow();
    }

    private void make(String prompt) {
        studio().visit(WIDE);
        studio().prompt(prompt);
        studio().toStage();
        browser().press("x");
        browser().focused("Across");
        browser().press("gui", Keys.ENTER, "3..5 by 2", Keys.TAB, "ste", Keys.ENTER, "1, 2");
        browser().control("Make 4");
        studio().make();
        browser()
                .untilTrue(
                        "four pictures in a table",
                        () ->
                                browser().all("studio-stage", "studio-sheet", "td img[src]").size()
                                        == 4);
    }

    private Stream<JsonNode> jobs(String prompt) {
        return studio().jobs().stream()
                .filter(job -> job.path("request").path("prompt").stringValue().equals(prompt));
    }

    @Test
    void whatIsNotAValueIsSaidBesideTheField() {
        studio().visit(PHONE);
        browser().click("All settings");
        browser().click("Grid over two values");
        browser().write("Values of Guidance", "three");

        browser().text("“three” is not a number");
        var values = browser().control("Values of Guidance");
        assertThat(values.getDomAttribute("aria-invalid")).isEqualTo("true");
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
