package dev.easel.kernels.attention;

import dev.easel.kernels.brgemm.Lanes32;
import dev.easel.kernels.brgemm.VectorLoops;
import dev.easel.tensor.DType;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * The scores of some keys with some queries, and the weights that become of them, in float32 or
 * bfloat16. Weights of keys that are packed together lie in a word, [keys / lanes, queries, lanes];
 * scores lie apart, [keys / lanes, queries] for the first keys of all words and as many for the
 * second ones. For one thread.
 */
final class SoftmaxTile {
    /** Queries at most: with all keys 256 KiB of scores, at most as much of weights. */
    static final int QUERIES = 256;

    /** Keys at most. */
    static final int KEYS = 256;

    private final float[][] scores;
    private final float[] largest;
    private final ExponentialWeights weights;

    SoftmaxTile(DType type) {
        int lanes = Lanes32.lanes(type);
        int words = QUERIES * KEYS / lanes;
        scores = new float[lanes][words];
        largest = new float[words];
        weights = ExponentialWeights.in(type, words);
    }

    /**
     * {@return where the scores of keys go}
     *
     * @param lane which keys of all words
     */
    MemorySegment scores(int lane) {
        return MemorySegment.ofArray(scores[lane]);
    }

    /** Fills the last word, where a key is missing, with scores of the key before. */
    void repeatLast(int words, int queries) {
        int last = words - queries;
        System.arraycopy(scores[0], last, scores[1], last, queries);
    }

    /** {@return what {@link #weigh} or {@link #weighBelowLargest} made} */
    MemorySegment weights() {
        return weights.memory();
    }

    /** Makes as many words of weights, of scores whose powers must not be too large. */
    void weigh(float factor, int words) {
        weights.make(scores, factor, words);
    }

    /** Makes as many words of weights of at most 1, in places that know their largest. */
    void weighBelowLargest(float factor, int words) {
        weights.makeBelow(largest, scores, factor, words);
    }

    /** Forgets which scores were the largest. */
    void forgetLargest() {
        Arrays.fill(largest, Float.NEGATIVE_INFINITY);
    }

    /** Notes the largest scores of as many words, each place for itself. */
    void noteLargest(int words) {
        for (float[] some : scores) {
            noteLargest(some, largest, words);
        }
    }

    private static void noteLargest(float[] scores, float[] largest, int count) {
        for (int i = 0; i < count; i++) {
            largest[i] = Math.max(largest[i], scores[i]);
        }
    }

    /** Has each place know the largest score of all places of its query. */
    void spreadLargest(int queries, int words) {
        for (int i = queries; i < words; i++) {
            largest[i % queries] = Math.max(largest[i % queries], largest[i]);
        }
        VectorLoops.repeat(largest, queries, words);
    }
}
