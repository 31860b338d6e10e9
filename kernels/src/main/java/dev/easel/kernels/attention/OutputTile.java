package dev.easel.tensor;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * What some queries of a head gather, turned so that a row has one value of each. A thread has one
 * tile for each type, which stays in its core's cache.
 */
final class OutputTile {
    private static final ThreadLocal<Map<DType, OutputTile>> OF_THREAD =
            ThreadLocal.withInitial(() -> new EnumMap<>(DType.class));

    private final DType type;
    private final Lanes32 numbers;
    private final float[][] lanes;
    private int[] words = {};
    private float[] sums = {};
    private float[] divisors = {};
    private int width;
    private int queries;

    private OutputTile(DType type) {
        this.type = type;
        numbers = Lanes32.of(type, SoftmaxTile.QUERIES);
        lanes = new float[Lanes32.lanes(type)][SoftmaxTile.QUERIES];
    }

    /** {@return this thread's for values of a type} */
    static OutputTile ofThread(DType type) {
        return OF_THREAD.get().computeIfAbsent(type, OutputTile::new);
    }

    /** {@return where values are summed, [width + 1, queries], the last row for the weights} */
    MemorySegment sums(int width, int queries) {
        this.width = width;
        this.queries = queries;
        if (divisors.length < width * SoftmaxTile.QUERIES) {
            words = new int[width / lanes.length * SoftmaxTile.QUERIES];
            sums = new float[(width + 1) * SoftmaxTile.QUERIES];
            divisors = new float[width * SoftmaxTile.QUERIES];
        }
        return MemorySegment.ofArray(sums);
    }

    /** Makes what no number can be told of to be seen. */
    void spoil() {
        Arrays.fill(sums, Float.NaN);
    }

    /**
     * Writes the sums of values, divided by those of weights.
     *
     * @param rows of the queries
     * @param stride values from a row to the next
     */
    void write(MemorySegment rows, long stride) {
        int count = width * queries;
        System.arraycopy(sums, count, divisors, 0, queries);
        VectorLoops.repeat(divisors, queries, count);
        divide(sums, divisors, count);
        for (int column = 0; column < width; column += lanes.length) {
            for (int lane = 0; lane < lanes.length; lane++) {
                System.arraycopy(sums, (column + lane) * queries, lanes[lane], 0, queries);
            }
            numbers.join(lanes, queries, words, column / lanes.length * queries);
        }
        new LaneTranspose(width / lanes.length, queries).write(words, rows, stride * type.bytes());
    }

    private static void divide(float[] numbers, float[] divisors, int count) {
        for (int i = 0; i < count; i++) {
            numbers[i] /= divisors[i];
        }
    }
}
