package dev.easel.vae;

import dev.easel.nn.NormMoments;
import dev.easel.nn.Sequence;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A network of convolutions and group norms that processes a large feature map tile by tile. Each
 * tile is computed with all the cells around it that its result depends on, and the norms use the
 * statistics of the whole map, so that tiles of any size fit together. The statistics are those of
 * a smaller map, assembled from evenly spread blocks.
 *
 * <p>Lengths are in cells: positions of the input or the result, whichever is coarser.
 *
 * @param in positions of the input along a side of a cell
 * @param out positions of the result along a side of a cell
 * @param side of the largest map that passes the network, in cells
 * @param context cells around a tile that its result depends on
 * @param block side of a block, in cells
 */
record TiledNetwork(Sequence network, int in, int out, int side, int context, int block) {
    private static final int ROWS = 2;
    private static final int COLUMNS = 3;

    /** {@return [1, .., height / in * out, width / in * out] of x [1, .., height, width]} */
    Tensor forward(Tensor x) {
        return forward(x, statistics(x));
    }

    Tensor forward(Tensor x, NormMoments statistics) {
        return inParts(
                x, ROWS, rows -> inParts(rows, COLUMNS, tile -> network.forward(tile, statistics)));
    }

    private Tensor inParts(Tensor x, int dim, UnaryOperator<Tensor> work) {
        long length = x.size(dim) / in;
        long count = length <= side ? 1 : Math.ceilDiv(length, side - 2L * context);
        List<Tensor> results = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            long start = i * length / count;
            long end = (i + 1) * length / count;
            long seenStart = Math.max(start - context, 0);
            long seenEnd = Math.min(end + context, length);
            results.add(
                    TensorScope.returning(() -> {
                        Tensor seen = x.narrow(dim, seenStart * in, (seenEnd - seenStart) * in);
                        return work.apply(seen)
                                .narrow(dim, (start - seenStart) * out, (end - start) * out);
                    }));
        }
        return Tensor.cat(results, dim);
    }

    private NormMoments statistics(Tensor x) {
        try (var _ = TensorScope.open()) {
            return NormMoments.ofSample(network, sampled(sampled(x, ROWS), COLUMNS));
        }
    }

    /**
     * A sample of three quarters of the side takes about as much memory as a tile, because
     * recording the statistics holds more than using them.
     */
    private Tensor sampled(Tensor x, int dim) {
        long length = x.size(dim) / in;
        long count = 3L * side / 4 / block;
        if (length <= count * block) {
            return x;
        }
        List<Tensor> blocks = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            long start = i * (length - block) / (count - 1);
            blocks.add(x.narrow(dim, start * in, (long) block * in));
        }
        return Tensor.cat(blocks, dim);
    }
}
