package dev.easel.text.clip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.checkpoint.JsonConfig;
import dev.easel.golden.Golden;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The ids of transformers' tokenizer, for both ways of padding. */
class ClipTokenizerGoldenTest {
    private static final Path FOLDER = Golden.folder().resolve("tokenizer");

    @TestFactory
    Stream<DynamicTest> everyCasePaddedWithTheEndToken() {
        return cases(ClipTokenizer.load(FOLDER), "ids_pad_endoftext");
    }

    @TestFactory
    Stream<DynamicTest> everyCasePaddedWithTheExclamationMark(@TempDir Path folder)
            throws IOException {
        for (var file : List.of("vocab.json", "merges.txt", "tokenizer_config.json")) {
            Files.copy(FOLDER.resolve(file), folder.resolve(file));
        }
        Files.writeString(folder.resolve("special_tokens_map.json"), "{\"pad_token\": \"!\"}");
        return cases(ClipTokenizer.load(folder), "ids_pad_bang");
    }

    private static Stream<DynamicTest> cases(ClipTokenizer tokenizer, String key) {
        var cases = Golden.cases(FOLDER.resolve("cases.json"), "cases");
        return IntStream.range(0, cases.size())
                .mapToObj(i ->
                        DynamicTest.dynamicTest(
                                i + ": " + cases.get(i).string("text"),
                                () -> check(tokenizer, cases.get(i), key)));
    }

    private static void check(ClipTokenizer tokenizer, JsonConfig expected, String key) {
        var ids = tokenizer.encode(expected.string("text"));
        assertThat(Arrays.stream(firstRow(tokenizer, ids)).boxed())
                .containsExactlyElementsOf(expected.integers(key));
        if (key.equals("ids_pad_endoftext")) {
            assertThat(ids.length + 2).isEqualTo(expected.integer("untruncated_length"));
        }
    }

    private static int[] firstRow(ClipTokenizer tokenizer, int[] ids) {
        return tokenizer.frame(Arrays.copyOf(ids, Math.min(ids.length, 75)));
    }
}
