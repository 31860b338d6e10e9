package dev.easel.tensor;

import dev.easel.tensor.Brgemm.Strides;

import java.lang.foreign.MemorySegment;
import java.util.function.IntFunction;

/**
 * Products of the keys of a block with queries, [keys, queries]: those of the first keys of all
 * words that the weights will be, and those of the second ones, apart.
 *
 * @param type of the keys
 * @param rows of the keys
 * @param width values of each
 * @param weights their type
 */
record KeyQueryProduct(DType type, TokenRows rows, KeyBlocks blocks, int width, DType weights) {

    /**
     * {@return the products of keys}
     *
     * @param k [batch, heads, keys, width]
     * @param weights their type
     */
    static KeyQueryProduct of(Tensor k, KeyBlocks blocks, DType weights) {
        return new KeyQueryProduct(k.dtype(), new TokenRows(k), blocks, (int) k.size(3), weights);
    }

    /** Has columns take the keys of a block. */
    void take(int head, int block, TransposedTokens columns) {
        var from = rows.from(head, blocks.first(block));
        columns.take(from, rows.stride(), width, blocks.size(block));
    }

    /** A block of a head's keys. */
    record Place(int head, int block) {}

    /**
     * Multiplies the keys of a block.
     *
     * @param queries packed for {@link Brgemm}
     * @param count of queries
     * @param products where those of a lane go
     */
    void multiply(
            Place place, MemorySegment queries, int count, IntFunction<MemorySegment> products) {
        int lanes = Lanes32.lanes(weights);
        var strides = new Strides(rows.stride() * lanes, count, count);
        int first = blocks.first(place.block());
        int keys = blocks.size(place.block());
        for (int lane = 0; lane < Math.min(lanes, keys); lane++) {
            new Brgemm(type, Math.ceilDiv(keys - lane, lanes), count, width, strides)
                    .multiply(
                            rows.from(place.head(), first + lane),
                            queries,
                            products.apply(lane),
                            false);
        }
    }

    /** {@return whether the last word of a block lacks a key} */
    boolean endsEarly(int block) {
        return blocks.size(block) % Lanes32.lanes(weights) > 0;
    }

    /** {@return how many words the weights of a block are} */
    int words(int block, int queries) {
        return blocks.words(block, Lanes32.lanes(weights)) * queries;
    }
}
