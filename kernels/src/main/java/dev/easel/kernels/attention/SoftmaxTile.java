package dev.easel.kernels.attention;

import dev.easel.kernels.brgemm.Lanes32;
import dev.easel.kernels.brgemm.VectorLoops;
import dev.easel.tensor.DType;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * The scores of a tile of queries with a block of keys, and the softmax weights that become of
 * them, before they are divided by their sum. Weights of neighbouring keys lie in a 32-bit lane,
 * [keys / lanes, queries, lanes]; scores lie apart, [keys / lanes, queries] for the first keys of
 * all lanes and as many for the second ones. For one thread.
 *
 * <p>Softmax subtracts each query's largest score, so that no power overflows. Where the bound of
 * {@link KeyBlocks} says that none can, that is left out and scores are computed once.
 */
final class SoftmaxTile {
    /** Queries at most: with all keys 256 KiB of scores, at most as much of weights. */
    static final int QUERIES = 256;

    /** Keys at most. */
    static final int KEYS = 256;

    /** Weights from 2^-100 to 2^100 leave room in a float for their sums, times values. */
    private static final float SAFE = 100;

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
     * Queries of a head.
     *
     * @param factor what makes powers of two of scores
     * @param bound of all powers, without their signs
     */
    record Asking(KeyBlocks keys, int head, TransposedTokens queries, float factor, float bound) {
        private boolean isSafe() {
            return bound <= SAFE;
        }

        private int words(int block) {
            return keys.lanes(block) * queries.tokens();
        }
    }

    /** Begins with some queries, whose weights may be asked for then, block by block. */
    void begin(Asking asking) {
        if (asking.isSafe()) {
            return;
        }
        Arrays.fill(largest, Float.NEGATIVE_INFINITY);
        for (int block = 0; block < asking.keys.count(); block++) {
            score(asking, block);
            for (float[] some : scores) {
                noteLargest(some, largest, asking.words(block));
            }
        }
        spreadLargest(asking.queries.tokens(), asking.words(0));
    }

    /**
     * {@return the weights of a block's keys until the next are asked for; where the last lane
     * lacks a key it has a number that means nothing}
     */
    MemorySegment weights(Asking asking, int block) {
        score(asking, block);
        if (asking.isSafe()) {
            weights.make(scores, asking.factor, asking.words(block));
        } else {
            weights.makeBelow(largest, scores, asking.factor, asking.words(block));
        }
        return weights.memory();
    }

    private void score(Asking asking, int block) {
        asking.keys.score(
                asking.head, block, asking.queries, lane -> MemorySegment.ofArray(scores[lane]));
        if (asking.keys.endsEarly(block)) { // with scores of the key before
            int queries = asking.queries.tokens();
            int last = asking.words(block) - queries;
            System.arraycopy(scores[0], last, scores[1], last, queries);
        }
    }

    private static void noteLargest(float[] scores, float[] largest, int count) {
        for (int i = 0; i < count; i++) {
            largest[i] = Math.max(largest[i], scores[i]);
        }
    }

    /** Has each place know the largest score of all places of its query. */
    private void spreadLargest(int queries, int words) {
        for (int i = queries; i < words; i++) {
            largest[i % queries] = Math.max(largest[i % queries], largest[i]);
        }
        VectorLoops.repeat(largest, queries, words);
    }
}
