package dev.easel.tensor;

import dev.easel.tensor.Brgemm.Strides;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.global.torch;

import java.lang.foreign.MemorySegment;

/**
 * Attention in float32 or bfloat16 for which the keys stream by: the scores of some queries with
 * some keys are made, turned into weights and multiplied with the values while a core's cache holds
 * them. The sum that the weights are divided by is one more column of that product.
 *
 * <p>Softmax takes each query's largest score off, so that no power is too large for a float. In
 * heads where the lengths of queries and keys say that none can be it is left out, and a score is
 * made once.
 */
final class StreamedAttention {
    /** Weights from 2^-100 to 2^100 leave room in a float for their sums, times values. */
    private static final float SAFE = 100;

    private final DType type;
    private final StreamedKeys keys;
    private final Rows rows;
    private final Rows sums;
    private final Shape shape;
    private final float factor;
    private final float[] longest;

    private StreamedAttention(Tensor q, StreamedKeys keys, Tensor sums, float[] longest) {
        this.keys = keys;
        this.sums = new Rows(sums);
        this.longest = longest;
        type = q.dtype();
        rows = new Rows(q);
        shape = q.shape();
        factor = (float) (1 / (Math.sqrt((double) q.size(3)) * Math.log(2)));
    }

    /** {@return whether it can be done for heads like those of q, and java is quick enough} */
    static boolean suits(Tensor q) {
        return q.device() == Device.CPU
                && VectorLoops.areFast()
                && Brgemm.isPresent(q.dtype())
                && q.size(3) % Words.lanes(q.dtype()) == 0;
    }

    /**
     * {@return softmax(q kᵀ / √width) v, [batch, heads, queries, width]}
     *
     * @param q [batch, heads, queries, width], in bfloat16 of even width
     * @param k [batch, heads, keys, width]
     * @param v [batch, heads, keys, width]
     */
    static Tensor attend(Tensor q, Tensor k, Tensor v) {
        return TensorScope.returning(() -> attended(q, k, v));
    }

    private static Tensor attended(Tensor q, Tensor k, Tensor v) {
        Tensor longest = longest(q).mul(longest(k));
        if (!longest.isFinite()) { // what is no number is to be seen in the result
            return AttentionWay.FUSED.attend(q, k, v);
        }
        var keys = new StreamedKeys(k, v);
        long[] sizes = {q.size(0), q.size(1), q.size(2), keys.columns()};
        Tensor sums = new Tensor(torch.empty(sizes));
        new StreamedAttention(Rows.in(q), keys, sums, longest.toFloats()).attend();
        return sums.narrow(3, 0, q.size(3)).div(sums.narrow(3, q.size(3), 1)).to(q.dtype());
    }

    /** {@return the length of the longest row of each head} */
    private static Tensor longest(Tensor x) {
        try (var two = new Scalar(2)) {
            var lengths = torch.norm(x.value(), new ScalarOptional(two), new long[] {-1}, false);
            return new Tensor(torch.amax(lengths, new long[] {-1}, false));
        }
    }

    private void attend() {
        int heads = (int) (shape.size(0) * shape.size(1));
        int count = (int) shape.size(2);
        int tiles = Math.ceilDiv(count, ScoreTile.QUERIES);
        Workers.each(
                heads * tiles,
                i -> {
                    int first = i % tiles * ScoreTile.QUERIES;
                    int some = Math.min(ScoreTile.QUERIES, count - first);
                    new Asking(i / tiles, first, some).attend();
                });
    }

    /** Some queries of a head with all keys. */
    private final class Asking {
        private final ScoreTile tile = ScoreTile.ofThread(type);
        private final int head;
        private final int queries;
        private final int scores;
        private final MemorySegment asked;
        private final MemorySegment sum;
        private final Brgemm scoring;
        private final Brgemm gathering;

        Asking(int head, int first, int queries) {
            this.head = head;
            this.queries = queries;
            scores = queries * keys.perBlock();
            asked = rows.from(head, first);
            sum = sums.from(head, first);
            scoring =
                    new Brgemm(
                            type,
                            queries,
                            keys.perBlock(),
                            shape.size(3),
                            new Strides(rows.stride(), keys.perBlock(), keys.perBlock()));
            gathering =
                    new Brgemm(
                            type,
                            queries,
                            keys.columns(),
                            keys.perBlock(),
                            new Strides(keys.perBlock(), keys.columns(), sums.stride()));
        }

        void attend() {
            boolean safe = longest[head] * factor <= SAFE;
            if (!safe) {
                findLargest();
            }
            for (int block = 0; block < keys.blocks(); block++) {
                score(block);
                if (safe) {
                    tile.weigh(factor, scores);
                } else {
                    tile.weighBelowLargest(factor, scores);
                }
                gather(block);
            }
            Brgemm.release(type);
        }

        private void findLargest() {
            tile.forgetLargest();
            for (int block = 0; block < keys.blocks(); block++) {
                score(block);
                tile.noteLargest(scores);
            }
            tile.spreadLargest(queries, keys.perBlock());
        }

        private void score(int block) {
            scoring.multiply(asked, keys.factors(head, block), tile.scores(), false);
        }

        private void gather(int block) {
            gathering.multiply(tile.weights(), keys.gathered(head, block), sum, block > 0);
        }
    }

    /** Makes the first call as fast as the next. */
    static void warmUp(DType type) {
        var shape = Shape.of(1, ComputeThreads.get(), ScoreTile.QUERIES, 64);
        VectorLoops.warmUp(
                "attention " + type,
                () -> {
                    Tensor x = Tensor.zeros(shape, type, Device.CPU);
                    attend(x, x, x);
                });
    }
}
