package dev.easel.kernels.attention;

import dev.easel.kernels.brgemm.Brgemm;
import dev.easel.kernels.brgemm.Brgemm.Strides;
import dev.easel.kernels.brgemm.ComputePool;
import dev.easel.kernels.brgemm.Lanes32;
import dev.easel.kernels.brgemm.VectorLoops;
import dev.easel.tensor.AttentionKernel;
import dev.easel.tensor.AttentionShape;
import dev.easel.tensor.DType;
import dev.easel.tensor.Profile;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import java.lang.foreign.MemorySegment;
import java.util.EnumMap;
import java.util.Map;

/**
 * Flash attention on a CPU (T. Dao and others, "FlashAttention: Fast and Memory-Efficient Exact
 * Attention with IO-Awareness", 2022) in float32 or bfloat16: the scores of a block of keys with a
 * tile of queries are computed, turned into softmax weights and multiplied with the values while a
 * core's cache holds them. Small products are {@link Brgemm}'s, the softmax is Java's.
 *
 * <p>Scores are KQᵀ instead of QKᵀ: loops go over the queries, which lie side by side, and two
 * bfloat16 weights of neighbouring keys fill a 32-bit lane. The sum that weights are divided by is
 * one more row of the product with the values, a row of ones.
 *
 * <p>Gain: 16 heads of 4096 tokens, 40 wide, in 62 to 69 instead of 96 ms (AMX), 62 instead of 118
 * ms (Zen 5); {@code java -jar bench/target/benchmarks.jar SelfAttentionBenchmark}.
 */
public final class FlashAttention implements AttentionKernel {
    private final ComputePool pool;
    private final ThreadLocal<Map<DType, Scratch>> scratch =
            ThreadLocal.withInitial(() -> new EnumMap<>(DType.class));

    public FlashAttention(ComputePool pool) {
        this.pool = pool;
    }

    /** A thread's memory for one type, which stays in its core's cache. */
    private record Scratch(TransposedTokens tokens, SoftmaxTile weights, OutputTile output) {
        Scratch(DType type) {
            this(new TransposedTokens(type), new SoftmaxTile(type), new OutputTile(type));
        }
    }

    private Scratch scratchOfThread(DType type) {
        return scratch.get().computeIfAbsent(type, Scratch::new);
    }

    /** {@return whether it can be computed, and Java's loops are fast enough} */
    static boolean suits(AttentionShape shape) {
        return VectorLoops.areFast()
                && Brgemm.isPresent(shape.dtype())
                && shape.width() % Lanes32.lanes(shape.dtype()) == 0;
    }

    /** In bfloat16 of even width. */
    @Override
    public Tensor attend(Tensor q, Tensor k, Tensor v) {
        return TensorScope.returning(() -> {
            // Heads side by side: so the next layer wants them.
            var heads = Shape.of(q.size(0), q.size(2), q.size(1), q.size(3));
            Tensor result = Tensor.empty(heads, q.dtype()).transpose(1, 2);
            new Run(TokenRows.in(q), TokenRows.in(k), v).attend(result);
            Profile.note();
            return result;
        });
    }

    /** Attention of all heads. */
    private final class Run {
        private final DType type;
        private final int width;
        private final KeyBlocks keys;
        private final TokenRows queries;
        private final TransposedValues values;

        Run(Tensor q, Tensor k, Tensor v) {
            type = q.dtype(); // asked once: what other threads make of q nothing would free
            width = (int) q.size(3);
            keys = new KeyBlocks(k, SoftmaxTile.KEYS);
            pool.each(keys.heads(), head -> keys.findNorm(head, scratchOfThread(type).tokens));
            queries = new TokenRows(q);
            values = new TransposedValues(v, pool);
        }

        void attend(Tensor result) {
            var rows = new TokenRows(result);
            int count = (int) result.size(2);
            int tiles = Math.ceilDiv(count, SoftmaxTile.QUERIES);
            pool.each(
                    (int) (result.size(0) * result.size(1)) * tiles,
                    i -> {
                        int first = i % tiles * SoftmaxTile.QUERIES;
                        int some = Math.min(SoftmaxTile.QUERIES, count - first);
                        attend(i / tiles, first, some, rows);
                    });
        }

        /** A tile of queries with all keys of a head. */
        private void attend(int head, int first, int some, TokenRows result) {
            var own = scratchOfThread(type);
            own.tokens.take(queries.from(head, first), queries.stride(), width, some);
            float factor = (float) (1 / (Math.sqrt(width) * Math.log(2)));
            float bound = keys.bound(head, own.tokens, factor);
            var sums = own.output.sums(width, some);
            if (Float.isFinite(bound)) {
                var asking = new SoftmaxTile.Asking(keys, head, own.tokens, factor, bound);
                own.weights.begin(asking);
                for (int block = 0; block < keys.count(); block++) {
                    gather(head, block, own.weights.weights(asking, block), sums, some);
                }
            } else {
                own.output.fillWithNaN();
            }
            Brgemm.release(type);
            own.output.write(result.from(head, first), result.stride());
        }

        /** Adds a block's values, times their weights, to the sums. */
        private void gather(
                int head, int block, MemorySegment weights, MemorySegment sums, int some) {
            int lanes = Lanes32.lanes(type);
            int depth = keys.lanes(block) * lanes;
            var strides = new Strides(values.stride(), some, some);
            new Brgemm(type, values.rows(), some, depth, strides)
                    .multiply(values.from(head, keys.first(block)), weights, sums, block > 0);
        }
    }
}
