package dev.easel.server.studio;

import static dev.easel.server.studio.Studio.PHONE;
import static dev.easel.server.studio.Studio.WIDE;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.LocalDate;
import java.time.ZoneId;

/** axe finds nothing, also while something lies on top. */
@Order(3) // the longest of those with a browser
class AxeTest extends Opened {
    @ParameterizedTest
    @ValueSource(ints = {WIDE, PHONE})
    @Retention(RetentionPolicy.RUNTIME)
    private @interface EachWidth {}

    @EachWidth
    void theRecipe(int width) {
        begin(width);
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

    @EachWidth
    void theStage(int width) {
        begin(width);
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

    @EachWidth
    void theReel(int width) {
        begin(width);
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

    @EachWidth
    void theGallery(int width) {
        begin(width);
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

    @EachWidth
    void theModels(int width) {
        begin(width);
        studio().go("#models");
        browser().text("On this machine");
        check("the models");
        browser().click("Remove easel-mini");
        browser().control("Keep");
        check("a model that may be removed");
    }

    private void begin(int width) {
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
