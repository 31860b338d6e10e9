package dev.easel.tensor;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * The scores of some queries with some keys, [queries, keys], and the weights that become of them,
 * in float32 or bfloat16. A thread has one for each, which stays in its core's cache.
 */
final class ScoreTile {
    /** Queries at most: with all keys 512 KiB of scores, at most as much of weights. */
    static final int QUERIES = 512;

    /** Keys at most. With more of them the product that makes the scores is slower. */
    static final int KEYS = 256;

    private static final ThreadLocal<Map<DType, ScoreTile>> OF_THREAD =
            ThreadLocal.withInitial(() -> new EnumMap<>(DType.class));

    private final float[] scores = new float[QUERIES * KEYS];
    private final float[] largest = new float[QUERIES * KEYS];
    private final ExponentialWeights weights;

    private ScoreTile(DType type) {
        weights = ExponentialWeights.in(type, QUERIES * KEYS);
    }

    /** {@return this thread's for weights of a type} */
    static ScoreTile ofThread(DType type) {
        return OF_THREAD.get().computeIfAbsent(type, ScoreTile::new);
    }

    MemorySegment scores() {
        return MemorySegment.ofArray(scores);
    }

    /** {@return what {@link #weigh} or {@link #weighBelowLargest} made} */
    MemorySegment weights() {
        return weights.memory();
    }

    /** Makes weights of as many scores, whose powers must not be too large. */
    void weigh(float factor, int count) {
        weights.make(scores, factor, count);
    }

    /** Makes weights of at most 1 of as many scores, in places that know their largest. */
    void weighBelowLargest(float factor, int count) {
        weights.makeBelow(largest, scores, factor, count);
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
}
