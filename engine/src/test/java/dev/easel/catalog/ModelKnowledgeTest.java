package dev.easel.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.checkpoint.CheckpointException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class ModelKnowledgeTest {
    private final ModelKnowledge mini = ModelKnowledge.of(new ModelPlace.Embedded()).orElseThrow();

    @TempDir private Path folder;

    @Test
    void theEmbeddedModelTellsWhatItKnows() {
        assertThat(mini.objects()).contains("fox", "cup of coffee").hasSizeGreaterThan(240);
        assertThat(mini.colours()).contains("sky blue");
        assertThat(mini.coloursOfObjects()).isNotEmpty();
        assertThat(mini.backgrounds()).contains("on a COLOUR background");
        assertThat(mini.styles())
                .containsExactlyInAnyOrderElementsOf(
                        StyleCatalog.builtIn().all().stream().map(Style::id).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a red fox",
                "Fox!",
                "two foxes",
                "cherry",
                "houses in a forest",
                "a wombat beside a (cup:1.2) and a cup of coffee",
                "cups of coffee",
                "three strawberries",
                "t-rex",
                "",
                "the",
                "on a blue background",
                "red and sky blue gradient background",
                "pixel art, low resolution sprite",
            })
    void nothingIsSaidWhereSomethingIsKnown(String prompt) {
        assertThat(mini.unknownIn(prompt)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a wombat | wombat",
                "A blue Wombat, on a red background | wombat",
                "my (grandmother:1.3) in [Paris] | my grandmother paris",
                "foxtrot | foxtrot",
                "a cup of soup | cup soup",
                "ein Eichhörnchen | ein eichhörnchen",
            })
    void whatIsNotKnownIsToldWithThreeThingsThatAre(String prompt, String words) {
        var unknown = mini.unknownIn(prompt).orElseThrow();

        assertThat(String.join(" ", unknown.words())).isEqualTo(words);
        assertThat(unknown.examples()).hasSize(3).doesNotHaveDuplicates();
        assertThat(mini.objects()).containsAll(unknown.examples());
        assertThat(unknown.sentence("easel-mini"))
                .startsWith("easel-mini does not know \"" + words + "\"; it knows, for example: ")
                .hasLineCount(1);
    }

    @Test
    void aSimilarSpellingIsTheFirstExample() {
        assertThat(mini.unknownIn("a penguinn").orElseThrow().examples()).startsWith("penguin");
        assertThat(mini.unknownIn("rocet").orElseThrow().examples()).startsWith("rocket");
    }

    @Test
    void aLongPromptIsCut() {
        var unknown = mini.unknownIn("lorem ipsum dolor sit amet consectetur elit").orElseThrow();
        assertThat(unknown.sentence("it"))
                .contains("\"lorem ipsum dolor sit amet consectetur ...\"");
    }

    @Test
    void otherModelsTellNothing() {
        assertThat(ModelKnowledge.of(new ModelPlace.Folder("mine", folder))).isEmpty();
    }

    @Test
    void aBrokenFileIsToldInOneSentence() throws IOException {
        Files.writeString(folder.resolve("knows.json"), "{\"objects\": []}");
        assertThatThrownBy(() -> ModelKnowledge.of(new ModelPlace.Folder("mine", folder)))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining(
                        "knows.json: \"objects\" is []; expected at least one object");
    }
}
