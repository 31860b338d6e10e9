package dev.easel.tensor;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.global.torch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Attention by products of matrices, for some heads and some queries at a time: a tile of scores is
 * written, made to weights and read again while a cache holds it.
 *
 * @param products how keys and values are multiplied with
 * @param scoresPerThread how many scores each thread of the processor has at a time
 */
record TiledAttention(Products products, long scoresPerThread) {

    enum Products {
        /** Several heads in one call. With fewer queries it is slower, with more no faster. */
        BATCHED(512, Long.MAX_VALUE) {
            @Override
            UnaryOperator<Tensor> with(Tensor matrices, double factor) {
                return x -> times(x, matrices, factor);
            }
        },
        /** A head after the other, whose keys and values are weights in oneDNN's layout. */
        PACKED(Long.MAX_VALUE, 1) {
            @Override
            UnaryOperator<Tensor> with(Tensor matrices, double factor) {
                Tensor matrix = matrices.reshape(matrices.size(1), matrices.size(2));
                var weight = LinearKernel.of(matrix.transpose(0, 1).mul(factor));
                return x -> weight.multiply(x, Optional.empty(), Epilogue.none());
            }
        };

        private final long mostQueries;
        private final long mostHeads;

        Products(long mostQueries, long mostHeads) {
            this.mostQueries = mostQueries;
            this.mostHeads = mostHeads;
        }

        /** {@return the product of what comes, [heads, rows, in], with [heads, in, out]} */
        abstract UnaryOperator<Tensor> with(Tensor matrices, double factor);

        /** The factor is applied before the result is rounded; to it nothing is added. */
        private static Tensor times(Tensor x, Tensor matrices, double factor) {
            Tensor any = x.narrow(0, 0, 1).narrow(1, 0, 1).narrow(2, 0, 1);
            try (var nothing = new Scalar(0.0);
                    var scale = new Scalar(factor)) {
                return new Tensor(
                        torch.baddbmm(any.value(), x.value(), matrices.value(), nothing, scale));
            }
        }
    }

    /**
     * {@return softmax(q kᵀ / √width) v, [batch, heads, queries, width]}
     *
     * @param q [batch, heads, queries, width]
     * @param k [batch, heads, keys, width]
     * @param v [batch, heads, keys, width]
     */
    Tensor attend(Tensor q, Tensor k, Tensor v) {
        long heads = q.size(0) * q.size(1);
        long width = q.size(3);
        double scale = 1 / Math.sqrt((double) width);
        Tensor queries = q.reshape(heads, q.size(2), width);
        Tensor keys = k.reshape(heads, k.size(2), width).transpose(1, 2);
        Tensor values = v.reshape(heads, k.size(2), width);
        long scores = scoresPerThread * ComputeThreads.get();
        long rows = Math.clamp(scores / k.size(2), 1, Math.min(q.size(2), products.mostQueries));
        long some = Math.clamp(scores / (rows * k.size(2)), 1, Math.min(heads, products.mostHeads));
        Pieces ofHeads =
                (head, count) -> {
                    var score = products.with(keys.narrow(0, head, count), scale);
                    var mix = products.with(values.narrow(0, head, count), 1);
                    Tensor asking = queries.narrow(0, head, count);
                    Pieces ofQueries =
                            (row, length) ->
                                    mix.apply(softmax(score.apply(asking.narrow(1, row, length))));
                    return ofQueries.all(q.size(2), rows, 1);
                };
        return ofHeads.all(heads, some, 0).reshape(q.size(0), q.size(1), q.size(2), width);
    }

    private interface Pieces {
        Tensor one(long start, long length);

        /** {@return the pieces, one after the other; whatever else they make is freed} */
        default Tensor all(long size, long atOnce, int dim) {
            List<Tensor> pieces = new ArrayList<>();
            for (long start = 0; start < size; start += atOnce) {
                long from = start;
                long length = Math.min(atOnce, size - from);
                pieces.add(TensorScope.returning(() -> one(from, length)));
            }
            return pieces.size() == 1 ? pieces.getFirst() : Tensor.cat(pieces, dim);
        }
    }

    /** In place: the tile takes half as much of the cache. */
    private static Tensor softmax(Tensor scores) {
        torch.softmax_out(scores.value(), scores.value(), -1);
        return scores;
    }
}
