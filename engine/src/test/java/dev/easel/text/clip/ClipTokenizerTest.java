package dev.easel.text.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.golden.Golden;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.StringLength;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

class ClipTokenizerTest {
    private static final Path LARGE = Golden.folder().resolve("tokenizer");
    private static final Path SMALL = Golden.folder().resolve("models/sdxl/tokenizer_2");
    private static final ClipTokenizer LARGE_VOCABULARY = ClipTokenizer.load(LARGE);
    private static final ClipTokenizer SMALL_VOCABULARY = ClipTokenizer.load(SMALL);

    @Property
    void takesAnyText(@ForAll @StringLength(max = 300) String text) {
        for (var tokenizer : new ClipTokenizer[] {LARGE_VOCABULARY, SMALL_VOCABULARY}) {
            assertThat(tokenizer.encode(text))
                    .matches(ids -> Arrays.stream(ids).allMatch(id -> id <= tokenizer.largestId()));
        }
    }

    @Property
    void whiteSpaceAroundWordsChangesNothing(@ForAll @StringLength(max = 60) String text) {
        var spaced = "\t " + text.replace(" ", " \n\u3000 ") + "\u00a0 ";
        assertThat(LARGE_VOCABULARY.encode(spaced)).isEqualTo(LARGE_VOCABULARY.encode(text));
    }

    @Property
    void textsWithSpaceBetweenThemAreEncodedEachForItself(
            @ForAll @StringLength(max = 60) String left,
            @ForAll @StringLength(max = 60) String right) {
        var parts = List.of(left, right);
        assertThat(SMALL_VOCABULARY.encode(left + " " + right))
                .isEqualTo(
                        parts.stream()
                                .flatMapToInt(p -> IntStream.of(SMALL_VOCABULARY.encode(p)))
                                .toArray());
    }

    @Property
    void asciiInCapitalsIsTheSameText(@ForAll("ascii") String text) {
        assertThat(LARGE_VOCABULARY.encode(text.toUpperCase(Locale.ROOT)))
                .isEqualTo(LARGE_VOCABULARY.encode(text.toLowerCase(Locale.ROOT)));
    }

    @Provide
    Arbitrary<String> ascii() {
        return Arbitraries.strings()
                .withCharRange(' ', '~')
                .ofMaxLength(80)
                .filter(text -> !text.contains("<|"));
    }

    @Test
    void frameIsBeginIdsEndAndPadding() {
        int[] framed = SMALL_VOCABULARY.frame(new int[] {5, 6});
        assertThat(framed).hasSize(77).startsWith(998, 5, 6, 999, 0, 0);
        assertThat(framed[76]).isZero();
    }

    @Test
    void frameRefusesMoreThanFits() {
        assertThatThrownBy(() -> SMALL_VOCABULARY.frame(new int[76]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("at most 75 ids fit between begin and end, got 76");
    }

    @Test
    void aLoneSurrogateIsTheReplacementCharacter() {
        assertThat(LARGE_VOCABULARY.encode("a\ud83d b\ude00"))
                .isEqualTo(LARGE_VOCABULARY.encode("a\ufffd b\ufffd"));
    }

    /** The limit of time is far from both what n log n takes and what a quadratic way would. */
    @Tag("slow")
    @Test
    @Timeout(120)
    void longTextsWithoutSpacesEnd() {
        int length = 1_000_000;
        var letters = "abcdefghij".repeat(length / 10);
        var same = "a".repeat(length);
        var marks = "\u0301\u0323".repeat(length / 4);
        for (var text : List.of(letters, same, marks)) {
            assertThat(LARGE_VOCABULARY.encode(text)).hasSizeGreaterThan(length / 100);
        }
    }

    @Test
    void theMapOfSpecialTokensWinsOverTheConfiguration(@TempDir Path folder) throws IOException {
        var tokenizer =
                withSettings(
                        folder, "{\"pad_token\": \"<|endoftext|>\"}", "{\"pad_token\": \"!\"}");
        assertThat(tokenizer.frame(new int[0])).endsWith(0);
    }

    @Test
    void aConfigurationWithListedTokensWinsOverTheMap(@TempDir Path folder) throws IOException {
        var config =
                """
                {"pad_token": "<|endoftext|>",
                 "added_tokens_decoder": {"0": {"content": "!", "special": true}}}
                """;
        var tokenizer = withSettings(folder, config, "{\"pad_token\": \"!\"}");
        assertThat(tokenizer.frame(new int[0])).endsWith(999);
        assertThat(tokenizer.encode("!!")).containsExactly(0, 0);
    }

    @Test
    void aLengthBeyondAnyModelMeansTheUsualOne(@TempDir Path folder) throws IOException {
        var tokenizer =
                withSettings(
                        folder, "{\"model_max_length\": 1000000000000000019884624838656}", "{}");
        assertThat(tokenizer.maxLength()).isEqualTo(77);
    }

    @Test
    void aMissingFileIsNamed(@TempDir Path folder) {
        assertThatThrownBy(() -> ClipTokenizer.load(folder))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("vocab.json");
    }

    @Test
    void aMergeOfUnknownSymbolsIsNamed(@TempDir Path folder) throws IOException {
        Files.copy(SMALL.resolve("vocab.json"), folder.resolve("vocab.json"));
        Files.writeString(folder.resolve("merges.txt"), "#version: 0.2\na qqq\n");
        assertThatThrownBy(() -> ClipTokenizer.load(folder))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("merges.txt: merge 1 needs the symbol \"qqq\"");
    }

    @Test
    void aMergeThatIsNoPairIsNamed(@TempDir Path folder) throws IOException {
        Files.copy(SMALL.resolve("vocab.json"), folder.resolve("vocab.json"));
        Files.writeString(folder.resolve("merges.txt"), "a b c\n");
        assertThatThrownBy(() -> ClipTokenizer.load(folder))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("merge 1 must be two symbols");
    }

    @Test
    void aSpecialTokenThatIsNotInTheVocabularyIsNamed(@TempDir Path folder) {
        assertThatThrownBy(() -> withSettings(folder, "{\"pad_token\": \"<pad>\"}", "{}"))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("vocab.json has no entry for the special token \"<pad>\"");
    }

    @Test
    void aVocabularyThatIsNoJsonIsNamed(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("vocab.json"), "not json");
        assertThatThrownBy(() -> ClipTokenizer.load(folder))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("vocab.json");
    }

    private static ClipTokenizer withSettings(Path folder, String config, String map)
            throws IOException {
        Files.copy(SMALL.resolve("vocab.json"), folder.resolve("vocab.json"));
        Files.copy(SMALL.resolve("merges.txt"), folder.resolve("merges.txt"));
        Files.writeString(folder.resolve("tokenizer_config.json"), config);
        Files.writeString(folder.resolve("special_tokens_map.json"), map);
        return ClipTokenizer.load(folder);
    }
}
