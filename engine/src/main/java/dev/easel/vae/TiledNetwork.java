package dev.easel.vae;

import dev.easel.nn.GroupStatistics;
import dev.easel.nn.Sequence;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A network of convolutions and norms that works on a large map tile by tile. It sees each tile
 * with as much around it as the tile's result depends on, and its norms use statistics of the whole
 * map, so that the tiles fit together, whatever their size. The statistics are those of a smaller
 * map, put together of blocks that are spread evenly.
 *
 * <p>Lengths are in cells, places of the coarser one of input and result.
 *
 * @param in places of the input along a side of a cell
 * @param out places of the result along a side of a cell
 * @param side of the largest map that the network sees
 * @param context cells around a tile that its result depends on
 * @param block side of a block
 */
record TiledNetwork(Sequence network, int in, int out, int side, int context, int block) {
    private static final int ROWS = 2;
    private static final int COLUMNS = 3;

    /** {@return [1, .., height / in * out, width / in * out] of x [1, .., height, width]} */
    Tensor forward(Tensor x) {
        return forward(x, statistics(x));
    }

    Tensor forward(Tensor x, GroupStatistics statistics) {
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

    private GroupStatistics statistics(Tensor x) {
        try (var _ = TensorScope.open()) {
            return GroupStatistics.of(network, sampled(sampled(x, ROWS), COLUMNS));
        }
    }

    /**
     * A sample of three quarters of the side takes about as much memory as a tile: while it is
     * looked at, more is held than while it is used.
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
