package dev.easel.tensor;

import dev.easel.tensor.KeyQueryProduct.Place;

import java.lang.foreign.MemorySegment;

/**
 * Weights of scores in float32, products of keys and queries as they are.
 *
 * <p>Softmax takes each query's largest score off, so that no power is too large for a float. Where
 * the lengths of queries and keys say that none can be it is left out, and a score is made once.
 */
final class ExactScoring implements Scoring {
    /** Weights from 2^-100 to 2^100 leave room in a float for their sums, times values. */
    static final float SAFE = 100;

    private final KeyQueryProduct product;
    private final int head;
    private final TransposedTokens queries;
    private final float factor;
    private final boolean safe;
    private final SoftmaxTile scores;

    /**
     * @param queries that ask
     * @param factor what makes powers of two of scores
     * @param bound of all powers, without their signs
     */
    ExactScoring(
            KeyQueryProduct product,
            int head,
            TransposedTokens queries,
            float factor,
            float bound) {
        this.product = product;
        this.head = head;
        this.queries = queries;
        this.factor = factor;
        safe = bound <= SAFE;
        scores = SoftmaxTile.ofThread(product.type());
        if (!safe) {
            findLargest();
        }
    }

    private void findLargest() {
        scores.forgetLargest();
        for (int block = 0; block < product.blocks().count(); block++) {
            score(block);
            scores.noteLargest(words(block));
        }
        scores.spreadLargest(queries.tokens(), words(0));
    }

    @Override
    public MemorySegment weights(int block) {
        score(block);
        if (safe) {
            scores.weigh(factor, words(block));
        } else {
            scores.weighBelowLargest(factor, words(block));
        }
        return scores.weights();
    }

    private void score(int block) {
        product.multiply(new Place(head, block), queries.words(), queries.tokens(), scores::scores);
        if (product.endsEarly(block)) {
            scores.repeatLast(words(block), queries.tokens());
        }
    }

    private int words(int block) {
        return product.words(block, queries.tokens());
    }
}
