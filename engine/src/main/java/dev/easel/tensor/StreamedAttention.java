package dev.easel.tensor;

import dev.easel.tensor.Brgemm.Strides;

import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * Attention in float32 or bfloat16 for which the keys stream by: the scores of some queries with
 * some keys are made, turned into weights and multiplied with the values while a core's cache holds
 * them. The sum that the weights are divided by is one more row of that product. Keys come before
 * queries in it: what is the same for all keys of a query lies side by side, and the product that
 * gathers the values has no more rows than they have columns.
 *
 * <p>Softmax takes each query's largest score off, so that no power is too large for a float. In
 * heads where the lengths of queries and keys say that none can be it is left out, and a score is
 * made once.
 */
final class StreamedAttention {
    /** Weights from 2^-100 to 2^100 leave room in a float for their sums, times values. */
    private static final float SAFE = 100;

    private static final MemoryFormatOptional ANY = new MemoryFormatOptional();

    private final DType type;
    private final int width;
    private final float factor;
    private final Rows queries;
    private final Rows keys;
    private final KeyBlocks blocks;
    private final StreamedValues values;
    private final float[] longest;

    private StreamedAttention(Tensor q, Tensor k, Tensor v, float[] longest) {
        this.longest = longest;
        type = q.dtype();
        width = (int) q.size(3);
        factor = (float) (1 / (Math.sqrt(width) * Math.log(2)));
        queries = new Rows(q);
        keys = new Rows(k);
        blocks = KeyBlocks.of(k.size(2), Words.lanes(type), ScoreTile.KEYS);
        values = new StreamedValues(v);
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
        // Heads beside each other: so they are wanted next.
        long[] sizes = {q.size(0), q.size(2), q.size(1), q.size(3)};
        Tensor result = new Tensor(torch.empty(sizes, q.value().options(), ANY)).transpose(1, 2);
        new StreamedAttention(Rows.in(q), Rows.in(k), v, longest.toFloats()).attend(result);
        return result;
    }

    /** {@return the length of the longest row of each head} */
    private static Tensor longest(Tensor x) {
        try (var two = new Scalar(2)) {
            var lengths = torch.norm(x.value(), new ScalarOptional(two), new long[] {-1}, false);
            return new Tensor(torch.amax(lengths, new long[] {-1}, false));
        }
    }

    private void attend(Tensor result) {
        var rows = new Rows(result);
        int count = (int) result.size(2);
        int tiles = Math.ceilDiv(count, ScoreTile.QUERIES);
        Workers.each(
                (int) (result.size(0) * result.size(1)) * tiles,
                i -> {
                    int first = i % tiles * ScoreTile.QUERIES;
                    int some = Math.min(ScoreTile.QUERIES, count - first);
                    new Asking(i / tiles, first, some).attend(rows);
                });
    }

    /** Some queries of a head with all keys. */
    private final class Asking {
        private final ScoreTile scores = ScoreTile.ofThread(type);
        private final QueryTile tile = QueryTile.ofThread(type);
        private final int head;
        private final int first;
        private final int some;

        Asking(int head, int first, int some) {
            this.head = head;
            this.first = first;
            this.some = some;
        }

        void attend(Rows result) {
            tile.take(queries.from(head, first), queries.stride(), width, some);
            boolean safe = longest[head] * factor <= SAFE;
            if (!safe) {
                findLargest();
            }
            for (int block = 0; block < blocks.count(); block++) {
                score(block);
                if (safe) {
                    scores.weigh(factor, words(block));
                } else {
                    scores.weighBelowLargest(factor, words(block));
                }
                gather(block);
            }
            Brgemm.release(type);
            tile.give(result.from(head, first), result.stride());
        }

        private void findLargest() {
            scores.forgetLargest();
            for (int block = 0; block < blocks.count(); block++) {
                score(block);
                scores.noteLargest(words(block));
            }
            scores.spreadLargest(some, words(0));
        }

        /** {@return how many words the weights of a block are} */
        private int words(int block) {
            return Math.ceilDiv(blocks.size(block), Words.lanes(type)) * some;
        }

        private void score(int block) {
            int lanes = Words.lanes(type);
            var strides = new Strides(keys.stride() * lanes, some, some);
            for (int lane = 0; lane < lanes; lane++) {
                int rows = Math.ceilDiv(blocks.size(block) - lane, lanes);
                if (rows > 0) {
                    new Brgemm(type, rows, some, width, strides)
                            .multiply(
                                    keys.from(head, blocks.first(block) + lane),
                                    tile.asked(),
                                    scores.scores(lane),
                                    false);
                }
            }
            if (blocks.size(block) % lanes > 0) {
                scores.repeatLast(words(block), some);
            }
        }

        private void gather(int block) {
            int depth = words(block) / some * Words.lanes(type);
            var strides = new Strides(values.stride(), some, some);
            new Brgemm(type, values.rows(), some, depth, strides)
                    .multiply(
                            values.from(head, blocks.first(block)),
                            scores.weights(),
                            tile.sums(),
                            block > 0);
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
