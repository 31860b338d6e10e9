package dev.easel.server.studio;

import static dev.easel.server.studio.Studio.WIDE;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.server.access.KeyAdministration;
import dev.easel.server.access.KeyAdministration.Wanted;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A server that asks for a key. */
class KeyTest extends Opened {
    @Test
    void aKeyIsAskedForOnceAndKeptForTheTab() {
        var made = key(false);
        studio().visit(WIDE);
        browser().text("This server asks for a key.");
        studio().prompt("words that were typed before");

        unlock("a-wrong-key");
        browser().text("This key is not known here.");
        unlock(made);

        browser().untilTrue("the page to be open", () -> !browser().offers("Unlock"));
        assertThat(browser().control("Prompt").getDomProperty("value"))
                .isEqualTo("words that were typed before");
        studio().make();
        studio().picture("words that were typed before");
        studio().go("#");
        studio().picture("words that were typed before");
        assertThat(browser().offers("Unlock")).isFalse();
        assertThat(browser().run("return JSON.stringify(localStorage)").toString())
                .doesNotContain(made);
    }

    private void unlock(String key) {
        browser().write("Key", key);
        browser().click("Unlock");
    }

    @Test
    void anOperatorsKeyMayChangeModelsAndNoOther() {
        studio().visit(WIDE);
        unlock(key(false));
        browser().untilTrue("the page to be open", () -> !browser().offers("Unlock"));
        studio().go("#models");
        browser().one("studio-models", "li");
        assertThat(browser().offers("Remove ")).isFalse();
        assertThat(browser().offers("Pull")).isFalse();

        studio().visit(WIDE);
        unlock(key(true));
        browser().untilTrue("the page to be open", () -> !browser().offers("Unlock"));
        studio().go("#models");
        browser().control("Remove easel-mini");
        browser().control("Pull ");
        browser().control("Id of a model");
    }

    private String key(boolean operator) {
        try (var keys = KeyAdministration.open(studio().folder().resolve("data"), Map.of())) {
            return keys.create(
                            new Wanted(
                                    "tester",
                                    "any",
                                    Optional.empty(),
                                    List.of("*"),
                                    List.of(),
                                    operator))
                    .apiToken();
        }
    }
}
