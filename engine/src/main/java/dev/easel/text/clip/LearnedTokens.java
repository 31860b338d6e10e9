package dev.easel.text.clip;

import dev.easel.tensor.Tensor;
import dev.easel.text.inversion.TextualInversion;
import dev.easel.text.inversion.TriggerWords;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The words of textual inversion that a text model knows beside its vocabulary. Their ids follow
 * the vocabulary's, one for each vector, as diffusers adds them; what a word stands for is put
 * between the tokens of the text around it. Immutable and thread-safe.
 */
final class LearnedTokens {
    /** No further words. */
    static final LearnedTokens NONE = new LearnedTokens(List.of(), 0, 0);

    private final List<TextualInversion> inversions;
    private final int model;

    /** Words are alike here as they are to {@link TriggerWords}. */
    private final Map<String, int[]> idsOfWord = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    private final TriggerWords words;

    /**
     * The words of some embeddings; where two have the same, the first counts.
     *
     * @param model which of an embedding's text models it is
     * @param vocabulary the first id that is free
     */
    LearnedTokens(List<TextualInversion> inversions, int model, int vocabulary) {
        this.inversions = List.copyOf(inversions);
        this.model = model;
        int next = vocabulary;
        for (var inversion : inversions) {
            var ids = IntStream.range(next, next + inversion.count()).toArray();
            inversion.words().forEach(word -> idsOfWord.putIfAbsent(word, ids));
            next += inversion.count();
        }
        words = new TriggerWords(idsOfWord.keySet());
    }

    /** {@return the ids of a text, without those of begin and end} */
    int[] encode(String text, ClipTokenizer tokenizer) {
        return words.cut(text).stream()
                .map(piece -> piece.isWord() ? ids(piece.text()) : tokenizer.encode(piece.text()))
                .flatMapToInt(IntStream::of)
                .toArray();
    }

    private int[] ids(String word) {
        return Optional.ofNullable(idsOfWord.get(word)).orElseThrow();
    }

    /** {@return the vectors in the order of their ids, [ids, width], in the innermost scope} */
    Optional<Tensor> vectors() {
        return inversions.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        Tensor.cat(inversions.stream().map(it -> it.read(model)).toList(), 0));
    }
}
