package dev.easel.tensor;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.EnumMap;
import java.util.Map;

/**
 * Some queries of a head, turned so that a row has one value of each: what they ask, and what they
 * gather. A thread has one tile for each type, which stays in its core's cache.
 */
final class QueryTile {
    /** Queries at a time: what is read of them stays in the cache while it becomes columns. */
    private static final int SOME = 32;

    private static final ValueLayout.OfInt WORD = ValueLayout.JAVA_INT_UNALIGNED;

    private static final ThreadLocal<Map<DType, QueryTile>> OF_THREAD =
            ThreadLocal.withInitial(() -> new EnumMap<>(DType.class));

    private final DType type;
    private final Words numbers;
    private final float[][] lanes;
    private int[] words = {};
    private float[] sums = {};
    private float[] divisors = {};
    private int width;
    private int queries;

    private QueryTile(DType type) {
        this.type = type;
        numbers = Words.of(type, ScoreTile.QUERIES);
        lanes = new float[Words.lanes(type)][ScoreTile.QUERIES];
    }

    /** {@return this thread's for numbers of a type} */
    static QueryTile ofThread(DType type) {
        return OF_THREAD.get().computeIfAbsent(type, QueryTile::new);
    }

    /**
     * Takes what queries ask.
     *
     * @param rows of the queries
     * @param stride values from a row to the next
     */
    void take(MemorySegment rows, long stride, int width, int queries) {
        this.width = width;
        this.queries = queries;
        if (words.length < perQuery() * queries) {
            words = new int[perQuery() * ScoreTile.QUERIES];
            sums = new float[(width + 1) * ScoreTile.QUERIES];
            divisors = new float[width * ScoreTile.QUERIES];
        }
        long rowBytes = stride * type.bytes();
        for (int start = 0; start < queries; start += SOME) {
            int end = Math.min(start + SOME, queries);
            for (int word = 0; word < perQuery(); word++) {
                for (int query = start; query < end; query++) {
                    words[word * queries + query] = rows.get(WORD, query * rowBytes + word * 4L);
                }
            }
        }
    }

    private int perQuery() {
        return width / Words.lanes(type);
    }

    /** {@return what was taken, [width / lanes, queries, lanes]} */
    MemorySegment asked() {
        return MemorySegment.ofArray(words);
    }

    /** {@return where what is gathered is summed, [width + 1, queries]: values, and weights} */
    MemorySegment sums() {
        return MemorySegment.ofArray(sums);
    }

    /**
     * Gives what was gathered, divided by the sum of the weights.
     *
     * @param rows of the queries
     * @param stride values from a row to the next
     */
    void give(MemorySegment rows, long stride) {
        int count = width * queries;
        System.arraycopy(sums, count, divisors, 0, queries);
        VectorLoops.repeat(divisors, queries, count);
        divide(sums, divisors, count);
        for (int word = 0; word < perQuery(); word++) {
            for (int lane = 0; lane < lanes.length; lane++) {
                int column = word * lanes.length + lane;
                System.arraycopy(sums, column * queries, lanes[lane], 0, queries);
            }
            numbers.join(lanes, queries, words, word * queries);
        }
        long rowBytes = stride * type.bytes();
        for (int start = 0; start < queries; start += SOME) {
            int end = Math.min(start + SOME, queries);
            for (int word = 0; word < perQuery(); word++) {
                for (int query = start; query < end; query++) {
                    rows.set(WORD, query * rowBytes + word * 4L, words[word * queries + query]);
                }
            }
        }
    }

    private static void divide(float[] numbers, float[] divisors, int count) {
        for (int i = 0; i < count; i++) {
            numbers[i] /= divisors[i];
        }
    }
}
