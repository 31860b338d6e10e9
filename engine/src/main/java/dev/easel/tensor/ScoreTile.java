package dev.easel.tensor;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * The scores of some queries with some keys, [queries, keys], and the weights that become of them.
 * A thread has one for all, which stays in its core's cache.
 */
final class ScoreTile {
    /** Queries at most: with all keys 512 KiB of scores, half as much of weights. */
    static final int QUERIES = 512;

    /** Keys at most. With more of them the product that makes the scores is slower. */
    static final int KEYS = 256;

    private static final ThreadLocal<ScoreTile> OF_THREAD = ThreadLocal.withInitial(ScoreTile::new);

    private final float[] scores = new float[QUERIES * KEYS];
    private final float[] largest = new float[QUERIES * KEYS];
    private final short[] weights = new short[QUERIES * KEYS];

    private ScoreTile() {}

    static ScoreTile ofThread() {
        return OF_THREAD.get();
    }

    MemorySegment scores() {
        return MemorySegment.ofArray(scores);
    }

    /** {@return what {@link #weigh} or {@link #weighBelowLargest} made, in bfloat16} */
    MemorySegment weights() {
        return MemorySegment.ofArray(weights);
    }

    /** Makes weights of as many scores, whose powers must not be too large. */
    void weigh(float factor, int count) {
        ExponentialWeights.of(scores, factor, weights, count);
    }

    /** Forgets which scores were the largest. */
    void forgetLargest() {
        Arrays.fill(largest, Float.NEGATIVE_INFINITY);
    }

    /** Notes the largest of as many scores, each place for itself. */
    void noteLargest(int count) {
        for (int i = 0; i < count; i++) {
            largest[i] = Math.max(largest[i], scores[i]);
        }
    }

    /** Has each place know the largest score of all places of its query. */
    void spreadLargest(int queries, int keys) {
        for (int start = 0; start < queries * keys; start += keys) {
            float most = Float.NEGATIVE_INFINITY;
            for (int i = start; i < start + keys; i++) {
                most = Math.max(most, largest[i]);
            }
            Arrays.fill(largest, start, start + keys, most);
        }
    }

    /** Makes weights of at most 1 of as many scores, in places that know their largest. */
    void weighBelowLargest(float factor, int count) {
        ExponentialWeights.below(largest, scores, factor, weights, count);
    }
}
