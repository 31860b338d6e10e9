package dev.easel.kernels.attention;

import dev.easel.kernels.brgemm.Brgemm;
import dev.easel.kernels.brgemm.Brgemm.Strides;
import dev.easel.kernels.brgemm.Lanes32;
import dev.easel.tensor.DType;
import dev.easel.tensor.Tensor;

import java.lang.foreign.MemorySegment;
import java.util.function.IntFunction;

/**
 * The keys of all heads, in blocks as equal as can be, of which the last may have fewer. For each
 * head the Euclidean norm of its longest key is known: with that of the longest query it bounds all
 * scores (Cauchy and Schwarz).
 */
final class KeyBlocks {
    private final DType type;
    private final int lanes;
    private final int width;
    private final int keys;
    private final int perBlock;
    private final TokenRows rows;
    private final float[] norms;

    /**
     * @param k [batch, heads, keys, width]
     * @param most keys of a block
     */
    KeyBlocks(Tensor k, int most) {
        type = k.dtype();
        lanes = Lanes32.lanes(type);
        width = (int) k.size(3);
        keys = Math.toIntExact(k.size(2));
        int each = Math.ceilDiv(keys, Math.ceilDiv(keys, most));
        perBlock = Math.ceilDiv(each, lanes) * lanes;
        rows = new TokenRows(k);
        norms = new float[(int) (k.size(0) * k.size(1))];
    }

    int heads() {
        return norms.length;
    }

    int count() {
        return Math.ceilDiv(keys, perBlock);
    }

    /** {@return the first key of a block} */
    int first(int block) {
        return block * perBlock;
    }

    private int size(int block) {
        return Math.min(perBlock, keys - first(block));
    }

    /** {@return how many lanes the weights of a block fill for each query} */
    int lanes(int block) {
        return Math.ceilDiv(size(block), lanes);
    }

    /** {@return whether the last lane of a block lacks a key} */
    boolean endsEarly(int block) {
        return size(block) % lanes > 0;
    }

    /**
     * Finds the longest key of a head; heads may be searched on several threads.
     *
     * @param columns memory for it
     */
    void findNorm(int head, TransposedTokens columns) {
        float most = 0;
        for (int block = 0; block < count(); block++) {
            var from = rows.from(head, first(block));
            columns.take(from, rows.stride(), width, size(block));
            most = Math.max(most, columns.longest());
        }
        norms[head] = most;
    }

    /** {@return what no score, times the factor, exceeds; not finite where one may not be} */
    float bound(int head, TransposedTokens queries, float factor) {
        return queries.longest() * norms[head] * factor;
    }

    /**
     * Computes the scores KQᵀ of a block, [keys / lanes, queries] for the first keys of all lanes,
     * and as many for the second ones: two weights of neighbouring keys will share a lane.
     *
     * @param scores where those of a lane's first or second keys go
     */
    void score(int head, int block, TransposedTokens queries, IntFunction<MemorySegment> scores) {
        int count = queries.tokens();
        var strides = new Strides(rows.stride() * lanes, count, count);
        for (int lane = 0; lane < Math.min(lanes, size(block)); lane++) {
            new Brgemm(type, Math.ceilDiv(size(block) - lane, lanes), count, width, strides)
                    .multiply(
                            rows.from(head, first(block) + lane),
                            queries.words(),
                            scores.apply(lane),
                            false);
        }
    }
}
