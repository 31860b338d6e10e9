package dev.easel.text.clip;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.checkpoint.JsonConfig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a tokenizer folder says.
 *
 * @param vocabulary id of each token
 * @param merges "left right", the most wanted first
 * @param maxLength ids that the text model takes at once
 */
record TokenizerFiles(
        Map<String, Integer> vocabulary,
        List<String> merges,
        SpecialTokens specialTokens,
        int maxLength) {
    private static final int DEFAULT_MAX_LENGTH = 77;
    private static final int LARGEST_MAX_LENGTH = 1 << 16;

    TokenizerFiles {
        vocabulary = Map.copyOf(vocabulary);
        merges = List.copyOf(merges);
    }

    static TokenizerFiles read(Path folder) {
        var vocabularyFile = folder.resolve("vocab.json");
        var vocabulary = JsonConfig.read(vocabularyFile).integerValues();
        vocabulary.forEach((token, id) -> {
            if (id < 0) {
                throw new CheckpointException(
                        "%s: the id of \"%s\" is %d; expected 0 or more"
                                .formatted(vocabularyFile, token, id));
            }
        });
        var config = readIfPresent(folder.resolve("tokenizer_config.json"));
        var specialTokens =
                SpecialTokens.of(config, readIfPresent(folder.resolve("special_tokens_map.json")));
        specialTokens.requireIn(vocabulary, vocabularyFile);
        return new TokenizerFiles(
                vocabulary,
                readMerges(folder.resolve("merges.txt")),
                specialTokens,
                maxLength(config));
    }

    private static JsonConfig readIfPresent(Path file) {
        return Files.exists(file) ? JsonConfig.read(file) : JsonConfig.parse("{}", file.toString());
    }

    private static List<String> readMerges(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new CheckpointException(file + " is missing");
        }
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> !line.startsWith("#version") && !line.isBlank()).toList();
        } catch (IOException | UncheckedIOException e) {
            throw new CheckpointException(file + " cannot be read as UTF-8 text", e);
        }
    }

    /** Some folders give a number beyond any model's length where they mean "not limited". */
    private static int maxLength(JsonConfig config) {
        double length = config.findNumber("model_max_length").orElse((double) DEFAULT_MAX_LENGTH);
        if (length < 3) {
            throw config.mismatch("model_max_length", "3 or more");
        }
        return length > LARGEST_MAX_LENGTH ? DEFAULT_MAX_LENGTH : (int) length;
    }
}
