package dev.easel.server.studio;

import static dev.easel.server.studio.Studio.PHONE;
import static dev.easel.server.studio.Studio.WIDE;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;

/** axe finds nothing, also while something lies on top. */
class AxeTest extends Opened {
    @ParameterizedTest
    @CsvSource({WIDE + ", dark", WIDE + ", light", PHONE + ", dark", PHONE + ", light"})
    @Retention(RetentionPolicy.RUNTIME)
    private @interface EachLook {}

    @EachLook
    void theRecipe(int width, String scheme) {
        begin(width, scheme);
        browser().control("a red lantern");
        check("the first visit");
        browser().one("studio-recipe", "studio-model", ".model").click();
        browser().control("Find a model");
        check("the list of models");
        browser().press(Keys.ESCAPE);
        if (width == PHONE) {
            browser().click("All settings");
            check("the sheet of settings");
        }
        browser().one("studio-recipe", "studio-styles", ".all").click();
        browser().control("origami");
        check("all styles");
        browser().press(Keys.ESCAPE);
        browser().click("Grid over two values");
        browser().control("Across");
        check("the grid's fields");
    }

    @EachLook
    void theStage(int width, String scheme) {
        begin(width, scheme);
        makeOne();
        check("a picture");
        browser().click("Copy");
        browser().control("Copy recipe as text");
        check("the menu of what is copied");
        browser().press(Keys.ESCAPE);
        browser().click("Inpaint");
        studio().mask();
        check("the mask");
        browser().press(Keys.ESCAPE);
        browser().click("Delete");
        browser().control("Undo");
        check("the line that it is deleted");
    }

    @EachLook
    void theReel(int width, String scheme) {
        begin(width, scheme);
        makeOne();
        if (width == WIDE) {
            browser().click("Menu: ");
            browser().control("The server’s API");
            check("the reel's menu");
            browser().press(Keys.ESCAPE);
            browser().click("Key");
            browser().control("Unlock");
            check("the field for a key");
            browser().run("document.activeElement.blur()");
            browser().press("?");
            browser().text("Single letters");
            check("the keys");
        }
    }

    @EachLook
    void theGallery(int width, String scheme) {
        begin(width, scheme);
        makeOne();
        studio().go("#gallery");
        browser().one("studio-gallery", "studio-cell", "img");
        check("the gallery");
        var cell = browser().one("studio-gallery", "studio-cell");
        browser().hands().keyDown(Keys.CONTROL).click(cell).keyUp(Keys.CONTROL).perform();
        browser().text("1 chosen");
        check("the bar of the chosen");
        studio().go("#gallery?since=" + LocalDate.now(ZoneId.systemDefault()));
        browser().one("studio-gallery", "studio-cell", "img");
        check("one day");
        studio().go("#gallery?words=submarine");
        browser().text("No picture with");
        check("nothing found");
    }

    @EachLook
    void theModels(int width, String scheme) {
        begin(width, scheme);
        studio().go("#models");
        browser().text("On this machine");
        check("the models");
        browser().click("Remove easel-mini");
        browser().control("Keep");
        check("a model that may be removed");
    }

    private void begin(int width, String scheme) {
        browser().media(Map.of("prefers-color-scheme", scheme));
        studio().visit(width);
    }

    private void makeOne() {
        studio().prompt("an apple for axe");
        browser().click("Make 1");
        studio().picture();
    }

    private void check(String place) {
        Axe.findsNothing(browser(), place);
    }
}
