package dev.easel.adapter;

import dev.easel.tensor.DType;
import dev.easel.tensor.Device;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;

import java.util.ArrayList;
import java.util.List;

/**
 * Two matrices whose product is added to a layer's weight: the ranks of all low-rank changes of the
 * layer are joined, so that whatever their number it is computed in two products.
 *
 * @param down [rank, in * k * k] or [rank, in, k, k]
 * @param up [out, rank] or [out, rank, 1, 1], with all factors
 */
record SidePath(Tensor down, Tensor up) {
    /**
     * What is added to some rows of the weight.
     *
     * @param first of the rows in the tensor that has them
     * @param count of the rows
     * @param pairs for the whole tensor
     */
    record Block(long first, long count, List<Pair> pairs) {
        long rank() {
            return pairs.stream().mapToLong(pair -> pair.down().size(0)).sum();
        }
    }

    /** Down [rank, in * k * k] and up [out, rank] of one change. */
    record Pair(Tensor down, Tensor up) {}

    /** {@return the path of a layer, whose weight has the blocks one below the other} */
    static SidePath join(List<Block> blocks, Device device) {
        long rank = blocks.stream().mapToLong(Block::rank).sum();
        var downs = new ArrayList<Tensor>();
        var ups = new ArrayList<Tensor>();
        long before = 0;
        for (var block : blocks) {
            block.pairs().forEach(pair -> downs.add(pair.down()));
            ups.add(row(block, before, rank, device));
            before += block.rank();
        }
        return new SidePath(Tensor.cat(downs, 0), Tensor.cat(ups, 0));
    }

    /** {@return [count, rank] where the ranks of other blocks have zeros} */
    private static Tensor row(Block block, long before, long rank, Device device) {
        var parts = new ArrayList<Tensor>();
        parts.add(zeros(block.count(), before, device));
        block.pairs().forEach(pair -> parts.add(pair.up().narrow(0, block.first(), block.count())));
        parts.add(zeros(block.count(), rank - before - block.rank(), device));
        return Tensor.cat(parts, 1);
    }

    private static Tensor zeros(long rows, long columns, Device device) {
        return Tensor.zeros(Shape.of(rows, columns), DType.F32, device);
    }

    /** {@return the same for a convolution whose weight is [out, in, k, k]} */
    SidePath shaped(Shape weight) {
        return new SidePath(
                down.reshape(down.size(0), weight.size(1), weight.size(2), weight.size(3)),
                up.reshape(up.size(0), up.size(1), 1, 1));
    }
}
