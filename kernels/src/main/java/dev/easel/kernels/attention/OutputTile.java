package dev.easel.kernels.attention;

import dev.easel.kernels.brgemm.LaneTranspose;
import dev.easel.kernels.brgemm.Lanes32;
import dev.easel.kernels.brgemm.VectorLoops;
import dev.easel.tensor.DType;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * The result of a tile of queries, transposed so that a row has one value of each, until it is
 * divided by the sums of the weights and written. For one thread.
 */
final class OutputTile {
    private final DType type;
    private final Lanes32 numbers;
    private final float[][] lanes;
    private int[] words = {};
    private float[] sums = {};
    private float[] divisors = {};
    private int width;
    private int queries;

    OutputTile(DType type) {
        this.type = type;
        numbers = Lanes32.of(type, SoftmaxTile.QUERIES);
        lanes = new float[Lanes32.lanes(type)][SoftmaxTile.QUERIES];
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

    /** For queries whose scores are not finite: so NaN propagates. */
    void fillWithNaN() {
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
