package dev.easel.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

class JsonConfigTest {
    private static final JsonConfig CONFIG =
            JsonConfig.parse(
                    """
                    {"text": "a\\nb", "whole": 3, "half": 1.5, "huge": 4294967296, "no": null,
                     "yes": true, "wholes": [1, 2], "mixed": [1, "x"], "inner": {"deep": {"k": 0}},
                     "negatives": [1, -2]}
                    """,
                    "unet/config.json");

    private static void refused(ThrowingCallable read, String message) {
        assertThatThrownBy(read)
                .isInstanceOf(CheckpointException.class)
                .hasMessage("unet/config.json" + message);
    }

    @Test
    void nullIsReadAsAbsent() {
        assertThat(CONFIG.has("no")).isFalse();
        assertThat(CONFIG.findString("no")).isEmpty();
        assertThat(CONFIG.positive("no", 7)).isEqualTo(7);
    }

    @Test
    void aValueOfAnotherTypeIsNamedWithItsKey() {
        refused(() -> CONFIG.string("whole"), ": \"whole\" is 3; expected a text");
        refused(() -> CONFIG.string("gone"), ": \"gone\" is missing; expected a text");
        refused(() -> CONFIG.integer("no"), ": \"no\" is null; expected a whole number");
        refused(() -> CONFIG.integer("half"), ": \"half\" is 1.5; expected a whole number");
        refused(() -> CONFIG.integer("huge"), ": \"huge\" is 4294967296; expected a whole number");
        refused(() -> CONFIG.number("text"), ": \"text\" is \"a\\nb\"; expected a number");
        refused(() -> CONFIG.findBoolean("whole"), ": \"whole\" is 3; expected true or false");
        refused(
                () -> CONFIG.integers("mixed"),
                ": \"mixed\" is [1,\"x\"]; expected a list of whole numbers");
    }

    @Test
    void whatIsInsideIsNamedWithItsPlace() {
        var deep = CONFIG.findObject("inner").orElseThrow().findObject("deep").orElseThrow();
        assertThat(deep.integer("k")).isZero();
        refused(() -> deep.string("k"), ", inner, deep: \"k\" is 0; expected a text");
    }

    @Test
    void sizesAreAtLeastOne() {
        refused(
                () -> CONFIG.positives("negatives", List.of()),
                ": \"negatives\" is [1,-2]; expected a list of whole numbers of at least 1");
        assertThat(CONFIG.positives("wholes", List.of())).containsExactly(1, 2);
        assertThat(CONFIG.positives("gone", List.of(4))).containsExactly(4);
    }

    @Test
    void settingsThatAreNotSupportedAreRefused() {
        CONFIG.requireAbsent("gone", "no");
        CONFIG.requireFalse("gone", "no");
        CONFIG.requireOnly("whole", 3);
        refused(
                () -> CONFIG.requireAbsent("no", "wholes"),
                ": \"wholes\" is [1,2]; expected null, the only supported value");
        refused(
                () -> CONFIG.requireFalse("yes"),
                ": \"yes\" is true; expected false, the only supported value");
        refused(
                () -> CONFIG.requireOnly("whole", 4),
                ": \"whole\" is 3; expected 4, the only supported value");
    }

    @Test
    void aLongValueIsShownInPart() {
        var config = JsonConfig.parse("{\"a\": \"%s\"}".formatted("x".repeat(1000)), "c");
        assertThatThrownBy(() -> config.integer("a"))
                .hasMessage("c: \"a\" is \"%s...; expected a whole number", "x".repeat(79));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nul", "{\"a\": }", "{\"a\": \"\n\"}", "{", "\u0000", "[1]", "3"})
    void whatIsNoJsonObjectIsToldInOneLine(String text) {
        assertThatThrownBy(() -> JsonConfig.parse(text, "c"))
                .isInstanceOf(CheckpointException.class)
                .hasMessageStartingWith("c ")
                .hasMessageNotContainingAny("\n", "\r");
    }

    @Test
    void nestingWithoutEndIsRefused() {
        assertThatThrownBy(() -> JsonConfig.parse("[".repeat(100_000), "c"))
                .isInstanceOf(CheckpointException.class);
    }
}
