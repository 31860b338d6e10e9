package dev.easel.tensor;

import java.lang.foreign.MemorySegment;

/** As {@link ScoreTile}, of products of bytes and for weights in bfloat16. A thread has one. */
final class SumTile {
    private static final int WORDS = ScoreTile.QUERIES * ScoreTile.KEYS / 2;

    private static final ThreadLocal<SumTile> OF_THREAD = ThreadLocal.withInitial(SumTile::new);

    private final int[][] sums = new int[2][WORDS];
    private final Bf16Powers weights = new Bf16Powers(WORDS);

    private SumTile() {}

    static SumTile ofThread() {
        return OF_THREAD.get();
    }

    MemorySegment sums(int lane) {
        return MemorySegment.ofArray(sums[lane]);
    }

    /** As {@link ScoreTile#repeatLast}. */
    void repeatLast(int words, int queries) {
        int last = words - queries;
        System.arraycopy(sums[0], last, sums[1], last, queries);
    }

    /** {@return as many words of weights} */
    MemorySegment weigh(ByteScoring.Powers powers, int words) {
        weights.makeOfSums(sums, powers, words);
        return weights.memory();
    }
}
