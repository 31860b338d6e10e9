package dev.easel.text.clip;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.checkpoint.JsonConfig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

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
    /** After the last symbol of a word. */
    private static final String END_OF_WORD = "</w>";

    private static final String MERGES = "merges.txt";
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
                vocabulary, readMerges(folder.resolve(MERGES)), specialTokens, maxLength(config));
    }

    /**
     * {@return CLIP's own tokenizer, which comes with the program} Its vocabulary follows from its
     * merges: the bytes, the bytes at the end of a word, what the merges make, and two tokens.
     *
     * @param pad fills a text up to the model's length
     */
    static TokenizerFiles builtIn(String pad) {
        var merges = lines(MERGES);
        var symbols = ByteSymbols.inOrder();
        var tokens =
                Stream.of(
                                symbols.stream(),
                                symbols.stream().map(symbol -> symbol + END_OF_WORD),
                                merges.stream().map(merge -> merge.replace(" ", "")),
                                Stream.of(SpecialTokens.BEGIN, SpecialTokens.END))
                        .flatMap(part -> part)
                        .iterator();
        var vocabulary = HashMap.<String, Integer>newHashMap(2 * symbols.size() + merges.size());
        while (tokens.hasNext()) {
            vocabulary.put(tokens.next(), vocabulary.size());
        }
        return new TokenizerFiles(
                vocabulary, merges, SpecialTokens.paddedWith(pad), DEFAULT_MAX_LENGTH);
    }

    private static List<String> lines(String resource) {
        try (var in = TokenizerFiles.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + resource + " is missing");
            }
            return merges(new String(in.readAllBytes(), StandardCharsets.UTF_8).lines());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the resource " + resource, e);
        }
    }

    private static List<String> merges(Stream<String> lines) {
        return lines.filter(line -> !line.startsWith("#version") && !line.isBlank()).toList();
    }

    private static JsonConfig readIfPresent(Path file) {
        return Files.exists(file) ? JsonConfig.read(file) : JsonConfig.parse("{}", file.toString());
    }

    private static List<String> readMerges(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new CheckpointException(file + " is missing");
        }
        try (var lines = Files.lines(file)) {
            return merges(lines);
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
