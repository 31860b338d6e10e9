package dev.easel.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import static java.nio.charset.StandardCharsets.UTF_8;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;

class StyleCatalogTest {
    private final StyleCatalog catalog = StyleCatalog.builtIn();

    @Test
    void theSeventeenStylesOfTheApiAreThere() {
        assertThat(catalog.all())
                .extracting(Style::id)
                .containsExactly(
                        "3d-model",
                        "analog-film",
                        "anime",
                        "cinematic",
                        "comic-book",
                        "digital-art",
                        "enhance",
                        "fantasy-art",
                        "isometric",
                        "line-art",
                        "low-poly",
                        "modeling-compound",
                        "neon-punk",
                        "origami",
                        "photographic",
                        "pixel-art",
                        "title-texture");
    }

    @Test
    void aStyleWrapsThePromptAndAppendsItsNegative() {
        var anime = catalog.get("anime");

        assertThat(anime.applyTo("a red fox"))
                .isEqualTo(
                        "a red fox, anime illustration, cel shading, clean outlines,"
                                + " vivid colors");
        assertThat(anime.appendTo("dark, blurry"))
                .isEqualTo("dark, blurry, photo, realistic skin, 3d render");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void withoutACallersNegativeTheStylesStandsAlone(String negative) {
        assertThat(catalog.get("anime").appendTo(negative))
                .isEqualTo("photo, realistic skin, 3d render");
    }

    @Test
    void aStyleWithoutANegativeLeavesTheCallersAsItIs() {
        assertThat(new Style("plain", "{prompt}", "").appendTo("dark")).isEqualTo("dark");
    }

    @Test
    void tileTextureIsAnotherNameOfTitleTexture() {
        assertThat(catalog.get("tile-texture")).isSameAs(catalog.get("title-texture"));
    }

    @Property
    void anyPromptIsTakenLiterally(
            @ForAll("styles") Style style, @ForAll("prompts") String prompt) {
        int place = style.template().indexOf("{prompt}");

        assertThat(style.applyTo(prompt))
                .startsWith(style.template().substring(0, place) + prompt)
                .endsWith(style.template().substring(place + "{prompt}".length()))
                .hasSize(style.template().length() - "{prompt}".length() + prompt.length());
    }

    @Property
    void theCallersNegativeComesFirst(
            @ForAll("styles") Style style, @ForAll("prompts") String negative) {
        assertThat(style.appendTo(negative))
                .isEqualTo(
                        negative.isBlank() ? style.negative() : negative + ", " + style.negative());
    }

    @ParameterizedTest
    @CsvSource({
        "animee,anime",
        "pixelart,pixel-art",
        "Anime,anime",
        "low poly,low-poly",
        "orgami,origami"
    })
    void anUnknownStyleIsRefusedWithTheNearestAndTheList(String id, String nearest) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> catalog.get(id))
                .withMessageStartingWith(
                        "unknown style \"%s\" (nearest: %s), expected one of 3d-model, analog-film"
                                .formatted(id, nearest))
                .withMessageEndingWith(", pixel-art, title-texture")
                .withMessageNotContaining("\n");
    }

    @ParameterizedTest
    @CsvSource({
        "'', 0, ''",
        "abc, 3, ''",
        "'', 3, abc",
        "kitten, 3, sitting",
        "flaw, 2, lawn",
        "a, 1, b"
    })
    void theEditDistanceCountsChanges(String from, int distance, String to) {
        assertThat(EditDistance.between(from, to)).isEqualTo(distance);
    }

    @ParameterizedTest
    @ValueSource(strings = {"no place", "{prompt} twice {prompt}", ""})
    void aTemplateNeedsOnePlaceForThePrompt(String template) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Style("odd", template, ""))
                .withMessage(
                        "the template of style \"odd\" must contain {prompt} once, got \""
                                + template
                                + "\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\": {\"prompt\": \"{prompt}\"}}|negative_prompt",
                "{\"a\": {\"prompt\": 3, \"negative_prompt\": \"\"}}|prompt",
                "{\"a\": []}|prompt"
            })
    void aStyleWithoutItsWordsIsRefused(String json, String field) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(json))
                .withMessage("x.json: " + field + " of style \"a\" must be a string");
    }

    @Test
    void aFileThatIsNotJsonIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("{\"a\": "))
                .withMessage("x.json is not JSON");
    }

    @Provide
    Arbitrary<String> prompts() {
        var awkward = Arbitraries.of("{prompt}", "a $1 \\1 fox", "$0", "{prompt}{prompt}", "", " ");
        return Arbitraries.oneOf(awkward, Arbitraries.strings());
    }

    @Provide
    Arbitrary<Style> styles() {
        return Arbitraries.of(StyleCatalog.builtIn().all());
    }

    private static StyleCatalog read(String json) {
        return StyleCatalog.read(new ByteArrayInputStream(json.getBytes(UTF_8)), "x.json");
    }
}
