package dev.easel.text.clip;

import dev.easel.checkpoint.CheckpointException;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * CLIP's tokenizer: text to the ids of a byte-pair vocabulary, exactly as transformers 5 does it.
 *
 * <p>Special tokens are cut out first (with "!" as the pad token, every "!" is one); the rest is
 * composed (NFC), put in lower case and cut into pieces, which are byte-pair encoded. Immutable and
 * thread-safe; takes any text, in time that grows as n log n with its length.
 */
public final class ClipTokenizer {
    private static final Pattern PIECE =
            Pattern.compile(
                    "'s|'t|'re|'ve|'m|'ll|'d|\\p{L}+|\\p{N}|[^\\p{IsWhite_Space}\\p{L}\\p{N}]+");

    private final Map<String, Integer> vocabulary;
    private final BytePairMerges merges;
    private final Pattern special;
    private final int beginId;
    private final int endId;
    private final int padId;
    private final int maxLength;
    private final int largestId;

    private ClipTokenizer(TokenizerFiles files) {
        vocabulary = files.vocabulary();
        var tokens = files.specialTokens();
        beginId = id(tokens.begin());
        endId = id(tokens.end());
        padId = id(tokens.pad());
        maxLength = files.maxLength();
        largestId = vocabulary.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        merges = new BytePairMerges(vocabulary, files.merges(), id(tokens.unknown()));
        special =
                Pattern.compile(
                        tokens.all().stream()
                                .sorted(Comparator.comparingInt(String::length).reversed())
                                .map(Pattern::quote)
                                .collect(Collectors.joining("|")));
    }

    /**
     * Reads {@code vocab.json}, {@code merges.txt} and, where they are present, {@code
     * tokenizer_config.json} and {@code special_tokens_map.json}.
     *
     * @throws CheckpointException when a file is missing or broken
     */
    public static ClipTokenizer load(Path folder) {
        var files = TokenizerFiles.read(folder);
        try {
            return new ClipTokenizer(files);
        } catch (IllegalArgumentException e) {
            throw new CheckpointException(folder.resolve("merges.txt") + ": " + e.getMessage(), e);
        }
    }

    /**
     * {@return CLIP's own tokenizer, which comes with the program}
     *
     * @param pad the token that fills a text up to the model's length
     */
    public static ClipTokenizer builtIn(String pad) {
        return new ClipTokenizer(TokenizerFiles.builtIn(pad));
    }

    /** {@return the ids of the whole text, however long, without those of begin and end} */
    public int[] encode(String text) {
        var ids = IntStream.builder();
        var wellFormed = withoutLoneSurrogates(text);
        var found = special.matcher(wellFormed);
        int from = 0;
        while (found.find()) {
            encodePlain(wellFormed.substring(from, found.start()), ids);
            ids.add(id(found.group()));
            from = found.end();
        }
        encodePlain(wellFormed.substring(from), ids);
        return ids.build().toArray();
    }

    /**
     * {@return the ids between begin and end, padded to {@link #maxLength()}}
     *
     * @param ids at most {@code maxLength() - 2} of them
     */
    int[] frame(int[] ids) {
        if (ids.length > maxLength - 2) {
            throw new IllegalArgumentException(
                    "at most %d ids fit between begin and end, got %d"
                            .formatted(maxLength - 2, ids.length));
        }
        var framed = new int[maxLength];
        Arrays.fill(framed, padId);
        framed[0] = beginId;
        System.arraycopy(ids, 0, framed, 1, ids.length);
        framed[ids.length + 1] = endId;
        return framed;
    }

    /** {@return how many ids the text model takes at once, begin and end included} */
    public int maxLength() {
        return maxLength;
    }

    /** {@return the largest id of the vocabulary} */
    int largestId() {
        return largestId;
    }

    private void encodePlain(String text, IntStream.Builder ids) {
        var piece = PIECE.matcher(TextNormalizer.normalize(text));
        while (piece.find()) {
            for (int id : merges.encode(piece.group().getBytes(StandardCharsets.UTF_8))) {
                ids.add(id);
            }
        }
    }

    /** Half a surrogate pair is no character; it becomes U+FFFD as in other decoders. */
    private static String withoutLoneSurrogates(String text) {
        return text.codePoints()
                .map(c -> Character.getType(c) == Character.SURROGATE ? 0xfffd : c)
                .collect(
                        () -> new StringBuilder(text.length()),
                        StringBuilder::appendCodePoint,
                        StringBuilder::append)
                .toString();
    }

    private int id(String token) {
        var id = vocabulary.get(token);
        if (id == null) {
            throw new IllegalStateException(token + " is not in the vocabulary");
        }
        return id;
    }
}
