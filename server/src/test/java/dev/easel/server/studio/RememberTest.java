package dev.easel.server.studio;

import static dev.easel.server.studio.Studio.WIDE;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

import tools.jackson.databind.JsonNode;

import java.awt.Color;
import java.nio.file.Path;
import java.util.Map;

/** What the browser keeps of the pictures that were sent, from one visit to the next. */
class RememberTest extends Opened {
    /** What is made of it takes long enough to be cancelled. */
    private static final Map<String, Object> LARGE = Map.of("width", 512, "height", 512);

    private static final String FILES =
            """
            return new Promise((done) => {
                const asked = indexedDB.open('easel', 1);
                asked.onupgradeneeded = () => asked.result.createObjectStore('files');
                asked.onsuccess = () => {
                    const count = asked.result.transaction('files').objectStore('files').count();
                    count.onsuccess = () => { asked.result.close(); done(count.result); };
                };
            });
            """;

    @Test
    void aPaintedPictureIsVariedWithItsMaskAlsoAtTheNextVisit() {
        var before = studio().first(WIDE, "a tower to vary");
        paint("a painted tower");
        var painted = studio().made("a painted tower");
        studio().go("#j/" + Studio.text(painted, "id") + "/1");
        studio().picture("a painted tower");

        browser().click("Vary");

        var varied = varied("a painted tower");
        assertThat(Studio.request(varied).path("mask_blur").intValue()).isEqualTo(8);
        assertThat(Studio.request(varied).path("strength").doubleValue()).isEqualTo(0.25);
        var old = studio().png(before, 1);
        for (int n = 1; n <= 4; n++) {
            assertThat(studio().png(varied, n).getRGB(0, 0)).isEqualTo(old.getRGB(0, 0));
            assertThat(Pictures.differences(old, studio().png(varied, n))).isPositive();
        }
    }

    @Test
    void theRecipeOfAPaintedPictureHasItsPictureAndItsMask() {
        studio().first(WIDE, "a mill to paint");
        paint("a painted mill");
        var painted = studio().made("a painted mill");
        studio().go("#j/" + Studio.text(painted, "id") + "/1");
        studio().picture();
        browser().click("Start from words alone");
        browser().untilTrue("the mask to be gone", () -> !browser().shows("of it, blur"));

        browser().press("r");

        browser().text("Starts from this picture");
        browser().text("of it, blur 8 px");
    }

    @Test
    void aCancelledPaintingIsStartedAgainWithItsMask() {
        studio().first(WIDE, LARGE, "a bridge to paint");
        studio().set("Steps, as a number", "150");
        paint("a slow bridge");
        var job = cancelled("a slow bridge");
        studio().go("#j/" + Studio.text(job, "id") + "/0");

        browser().click("Start again");

        browser().untilTrue("a second one", () -> paintings("a slow bridge") == 2);
    }

    @Test
    void whereTheMaskIsNotKnownThatIsSaid() {
        studio().first(WIDE, LARGE, "a boat to paint");
        studio().set("Steps, as a number", "150");
        paint("a slow boat");
        var job = cancelled("a slow boat");
        studio().visit(WIDE);
        studio().go("#j/" + Studio.text(job, "id") + "/0");

        browser().click("Start again");

        browser().text("This browser does not have the picture that it was made of.");
        assertThat(studio().jobs().getFirst().path("id")).isEqualTo(job.path("id"));
    }

    @Test
    void theRecipeKeepsItsPictureAndItsMask(@TempDir Path folder) {
        studio().visit(WIDE);
        studio().prompt("from a kept file");
        var file = browser().one("studio-recipe", "studio-source", "#f");
        file.sendKeys(Pictures.square(folder, Color.RED).toString());
        browser().text("64 × 64");
        browser().click("Paint a mask");
        browser().drag(studio().mask(), 0, -60, 0, 60);
        browser().text("mask ");
        browser().untilTrue("the file and the mask to be kept", () -> kept() == 2);

        studio().go("#mask");

        browser().untilTrue("the mask to be painted again", () -> covered() > 0);
        studio().make();
        var job = studio().made("from a kept file");
        assertThat(Studio.request(job).has("mask_blur")).isTrue();
        assertThat(studio().png(job, 1).getRGB(0, 0)).isEqualTo(Color.RED.getRGB());
    }

    @Test
    void aFileThatIsReplacedIsKeptNoMore(@TempDir Path folder) {
        studio().visit(WIDE);
        var file = browser().one("studio-recipe", "studio-source", "#f");
        file.sendKeys(Pictures.square(folder, Color.RED).toString());
        browser().untilTrue("the first to be kept", () -> kept() == 1);
        browser().click("Start from words alone");
        browser().untilTrue("none to be kept", () -> kept() == 0);
        file.sendKeys(Pictures.square(folder, Color.BLUE).toString());
        browser().untilTrue("the second to be kept", () -> kept() == 1);

        studio().go("#");

        browser().text("Starts from this picture");
        studio().prompt("from a blue square");
        studio().set("Denoise, as a number", "0");
        studio().make();
        assertThat(Studio.text(Studio.request(studio().made("from a blue square")), "action"))
                .isEqualTo("img2img");
    }

    @Test
    void whatAJobWasMadeOfGoesWithIt(@TempDir Path folder) {
        studio().visit(WIDE);
        studio().prompt("from a file to forget");
        var file = browser().one("studio-recipe", "studio-source", "#f");
        file.sendKeys(Pictures.square(folder, Color.GREEN).toString());
        browser().text("64 × 64");
        studio().make();
        studio().picture("from a file to forget");
        browser().click("Start from words alone");
        studio().go("#");
        studio().picture("from a file to forget");
        browser().untilTrue("its file to be kept, for the job alone", () -> kept() == 1);

        browser().click("Delete");

        browser().untilTrue("its file to be gone", () -> kept() == 0);
    }

    /** Paints over the picture on the stage, and makes it of other words. */
    private void paint(String prompt) {
        studio().toStage();
        browser().press("i");
        browser().drag(studio().mask(), 0, -60, 0, 60);
        browser().text("mask ");
        studio().prompt(prompt);
        studio().make();
    }

    private JsonNode varied(String prompt) {
        browser()
                .untilTrue(
                        "four of them",
                        () -> Studio.request(studio().made(prompt)).path("number").intValue() == 4);
        return studio().made(prompt);
    }

    private JsonNode cancelled(String prompt) {
        browser().press(Keys.ESCAPE); // the mask
        browser().text("Step ");
        browser().press(Keys.ESCAPE); // the job
        return studio().made(prompt);
    }

    private long paintings(String prompt) {
        return studio().jobs().stream()
                .map(Studio::request)
                .filter(request -> Studio.text(request, "prompt").equals(prompt))
                .filter(request -> request.has("mask_blur"))
                .count();
    }

    private long kept() {
        return ((Number) browser().run(FILES)).longValue();
    }

    private double covered() {
        var share = browser().run("return document.querySelector('studio-mask')?.covered ?? 0");
        return ((Number) share).doubleValue();
    }
}
