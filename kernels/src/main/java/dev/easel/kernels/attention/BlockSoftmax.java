package dev.easel.kernels.attention;

import dev.easel.kernels.attention.KeyQueryProduct.Place;

import java.lang.foreign.MemorySegment;

/**
 * The softmax weights of a tile of queries, one block of keys after the other, before they are
 * divided by their sum. For one thread.
 *
 * <p>Softmax subtracts each query's largest score, so that no power overflows. Where {@link
 * KeyNorms} says that none can, that is left out and scores are computed once.
 */
final class BlockSoftmax {
    /** Weights from 2^-100 to 2^100 leave room in a float for their sums, times values. */
    private static final float SAFE = 100;

    private final KeyQueryProduct product;
    private final int head;
    private final TransposedTokens queries;
    private final SoftmaxTile tile;
    private float factor;
    private boolean safe;

    BlockSoftmax(KeyQueryProduct product, int head, TransposedTokens queries, SoftmaxTile tile) {
        this.product = product;
        this.head = head;
        this.queries = queries;
        this.tile = tile;
    }

    /**
     * Begins with the queries.
     *
     * @param scale what makes powers of two of scores
     * @param bound of all powers, without their signs
     */
    void begin(float scale, float bound) {
        factor = scale;
        safe = bound <= SAFE;
        if (!safe) {
            findLargest();
        }
    }

    private void findLargest() {
        tile.forgetLargest();
        for (int block = 0; block < product.blocks().count(); block++) {
            score(block);
            tile.noteLargest(words(block));
        }
        tile.spreadLargest(queries.tokens(), words(0));
    }

    /**
     * {@return the weights of a block's keys until the next are asked for, [keys / lanes, queries,
     * lanes]; where the last lane lacks a key it has a number that means nothing}
     */
    MemorySegment weights(int block) {
        score(block);
        if (safe) {
            tile.weigh(factor, words(block));
        } else {
            tile.weighBelowLargest(factor, words(block));
        }
        return tile.weights();
    }

    private void score(int block) {
        product.multiply(new Place(head, block), queries.words(), queries.tokens(), tile::scores);
        if (product.endsEarly(block)) {
            tile.repeatLast(words(block), queries.tokens());
        }
    }

    private int words(int block) {
        return product.words(block, queries.tokens());
    }
}
