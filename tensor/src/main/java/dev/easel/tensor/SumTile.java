package dev.easel.tensor;

import java.lang.foreign.MemorySegment;
import java.util.EnumMap;
import java.util.Map;

/**
 * As {@link SoftmaxTile}, of scores that are sums of products of bytes. A thread has one for each
 * type of weights.
 */
final class SumTile {
    private static final ThreadLocal<Map<DType, SumTile>> OF_THREAD =
            ThreadLocal.withInitial(() -> new EnumMap<>(DType.class));

    private final int[][] sums;
    private final ExponentialWeights weights;

    private SumTile(DType type) {
        int lanes = Lanes32.lanes(type);
        int words = SoftmaxTile.QUERIES * SoftmaxTile.KEYS / lanes;
        sums = new int[lanes][words];
        weights = ExponentialWeights.in(type, words);
    }

    /** {@return this thread's for weights of a type} */
    static SumTile ofThread(DType type) {
        return OF_THREAD.get().computeIfAbsent(type, SumTile::new);
    }

    /** As {@link SoftmaxTile#scores}. */
    MemorySegment sums(int lane) {
        return MemorySegment.ofArray(sums[lane]);
    }

    /** As {@link SoftmaxTile#repeatLast}. */
    void repeatLast(int words, int queries) {
        int last = words - queries;
        System.arraycopy(sums[0], last, sums[1], last, queries);
    }

    /** {@return the least power of two that becomes a weight} */
    float leastPower() {
        return weights.least();
    }

    /** {@return as many words of weights, {@code 2^(sum · factor + offset)}} */
    MemorySegment weigh(float factor, float offset, int words) {
        weights.makeOfSums(sums, factor, offset, words);
        return weights.memory();
    }
}
