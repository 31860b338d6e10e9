package dev.easel.tensor;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * The scores of some queries with some keys, [queries, keys], and the weights that become of them,
 * in float32 or bfloat16. A thread has one for each, which stays in its core's cache.
 */
abstract sealed class ScoreTile {
    /** Queries at most: with all keys 512 KiB of scores, at most as much of weights. */
    static final int QUERIES = 512;

    /** Keys at most. With more of them the product that makes the scores is slower. */
    static final int KEYS = 256;

    private static final ThreadLocal<ScoreTile> IN_F32 = ThreadLocal.withInitial(InF32::new);
    private static final ThreadLocal<ScoreTile> IN_BF16 = ThreadLocal.withInitial(InBf16::new);

    private final float[] scores = new float[QUERIES * KEYS];
    private final float[] largest = new float[QUERIES * KEYS];

    private ScoreTile() {}

    /** {@return this thread's for weights of a type} */
    static ScoreTile ofThread(DType type) {
        return type == DType.F32 ? IN_F32.get() : IN_BF16.get();
    }

    MemorySegment scores() {
        return MemorySegment.ofArray(scores);
    }

    /** {@return what {@link #weigh} or {@link #weighBelowLargest} made} */
    abstract MemorySegment weights();

    /** Makes weights of as many scores, whose powers must not be too large. */
    abstract void weigh(float factor, int count);

    /** Makes weights of at most 1 of as many scores, in places that know their largest. */
    abstract void weighBelowLargest(float factor, int count);

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

    private static final class InF32 extends ScoreTile {
        private final int[] bits = new int[QUERIES * KEYS];

        @Override
        MemorySegment weights() {
            return MemorySegment.ofArray(bits);
        }

        @Override
        void weigh(float factor, int count) {
            ExponentialWeights.of(super.scores, factor, bits, count);
        }

        @Override
        void weighBelowLargest(float factor, int count) {
            ExponentialWeights.below(super.largest, super.scores, factor, bits, count);
        }
    }

    private static final class InBf16 extends ScoreTile {
        private final short[] bits = new short[QUERIES * KEYS];

        @Override
        MemorySegment weights() {
            return MemorySegment.ofArray(bits);
        }

        @Override
        void weigh(float factor, int count) {
            ExponentialWeights.of(super.scores, factor, bits, count);
        }

        @Override
        void weighBelowLargest(float factor, int count) {
            ExponentialWeights.below(super.largest, super.scores, factor, bits, count);
        }
    }
}
