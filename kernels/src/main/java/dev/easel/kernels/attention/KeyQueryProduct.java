package dev.easel.kernels.attention;

import dev.easel.kernels.brgemm.Brgemm;
import dev.easel.kernels.brgemm.Brgemm.Strides;
import dev.easel.kernels.brgemm.Lanes32;
import dev.easel.tensor.DType;
import dev.easel.tensor.Tensor;

import java.lang.foreign.MemorySegment;
import java.util.function.IntFunction;

/**
 * The scores KQᵀ of a block of keys with queries, [keys, queries]. The weights of neighbouring keys
 * will share a 32-bit lane, so the scores of each lane's first keys are one product, those of the
 * second keys another.
 *
 * @param type of the keys
 * @param rows of the keys
 * @param width values of each
 */
record KeyQueryProduct(DType type, TokenRows rows, KeyBlocks blocks, int width) {

    /**
     * {@return the products of keys}
     *
     * @param k [batch, heads, keys, width]
     */
    static KeyQueryProduct of(Tensor k, KeyBlocks blocks) {
        return new KeyQueryProduct(k.dtype(), new TokenRows(k), blocks, (int) k.size(3));
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
        int lanes = Lanes32.lanes(type);
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
        return blocks.size(block) % Lanes32.lanes(type) > 0;
    }

    /** {@return how many words the weights of a block are} */
    int words(int block, int queries) {
        return blocks.words(block, Lanes32.lanes(type)) * queries;
    }
}
