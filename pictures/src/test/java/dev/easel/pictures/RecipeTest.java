package dev.easel.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.json.JsonMapper;

import java.util.List;

class RecipeTest {
    @Test
    void theTextIsWhatA1111Writes() {
        assertThat(recipe("a red fox", "blurry, dark", 7, "easel-mini").text())
                .isEqualTo(
                        """
                        a red fox
                        Negative prompt: blurry, dark
                        Steps: 30, Sampler: DPM++ 2M, CFG scale: 7, Seed: 42, Size: 512x640, \
                        Model: easel-mini, Version: easel 0.1.0\
                        """);
    }

    @Test
    void withoutANegativePromptItsLineIsMissing() {
        assertThat(recipe("a red fox", "", 7, "easel-mini").text())
                .startsWith("a red fox\nSteps: 30, ");
    }

    @Test
    void anEmptyPromptLeavesNoEmptyLine() {
        assertThat(recipe("", "", 7, "m").text()).startsWith("Steps: 30, ");
        assertThat(recipe("", "dark", 7, "m").text()).startsWith("Negative prompt: dark\nSteps: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "two\nlines",
                "she said \"hello\", twice",
                "(a:1.3) [b] \\(c\\)",
                "ein Fuchs für 5 €",
                "赤い狐 🦊"
            })
    void promptsAreKeptAsTheyAre(String prompt) {
        assertThat(recipe(prompt, prompt, 7, "m").text())
                .startsWith(prompt + "\nNegative prompt: " + prompt + "\nSteps: 30");
    }

    @ParameterizedTest
    @CsvSource({
        "7,7",
        "7.0,7",
        "7.5,7.5",
        "0,0",
        "100,100",
        "1.25,1.25",
        "-1,-1",
        "1e-7,0.0000001"
    })
    void theScaleHasNoNeedlessDecimals(double scale, String text) {
        assertThat(recipe("a", "", scale, "m").text()).contains("CFG scale: " + text + ", Seed");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void aScaleThatIsNotFiniteIsRefused(double scale) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recipe("a", "", scale, "m"))
                .withMessage("cfg scale must be finite, got " + scale);
    }

    @ParameterizedTest
    @ValueSource(strings = {"my model", "v1.5-pruned", "a \"quoted\" one", "狐", "back\\slash"})
    void plainValuesAreNotQuoted(String model) {
        assertThat(recipe("a", "", 7, model).text()).contains(", Model: " + model + ", Version");
    }

    @Test
    void valuesThatLookLikeSyntaxAreJsonStrings() {
        assertThat(recipe("a", "", 7, "fox, \"red\": C:\\狐\n\t").text())
                .contains(", Model: \"fox, \\\"red\\\": C:\\\\狐\\n\\t\", Version");
    }

    @Property
    void aQuotedValueIsReadBackByAJsonParser(
            @ForAll @CharRange(from = '\u0000', to = '\u02FF') String model) {
        var text = recipe("a", "", 7, "," + model).text();
        int start = text.indexOf("Model: ") + "Model: ".length();
        var json = text.substring(start, text.lastIndexOf(", Version: "));

        assertThat(JsonMapper.shared().readValue(json, String.class)).isEqualTo("," + model);
    }

    @Test
    void anUnknownModelOrVersionIsNotTold() {
        var recipe = new Recipe("a", "", 4, "Euler a", 1, -3, 64, 64, List.of(), "", "");

        assertThat(recipe.text())
                .isEqualTo("a\nSteps: 4, Sampler: Euler a, CFG scale: 1, Seed: -3, Size: 64x64");
    }

    private static Recipe recipe(String prompt, String negative, double scale, String model) {
        return new Recipe(
                prompt,
                negative,
                30,
                "DPM++ 2M",
                scale,
                42,
                512,
                640,
                List.of(),
                model,
                "easel 0.1.0");
    }
}
