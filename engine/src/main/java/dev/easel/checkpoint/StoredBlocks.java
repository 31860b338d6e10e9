package dev.easel.checkpoint;

import dev.easel.checkpoint.Weights.Placement;
import dev.easel.quant.BlockKernels;
import dev.easel.quant.Blocks;
import dev.easel.tensor.ConvolutionKernel;
import dev.easel.tensor.ConvolutionKernel.Geometry;
import dev.easel.tensor.Footprint;
import dev.easel.tensor.LinearKernel;
import dev.easel.tensor.Shape;
import dev.easel.tensor.WeightFormat;

import java.util.List;
import java.util.Optional;

/**
 * Layers that keep the blocks of a file, where memory is to be saved: on a CPU, where floats are
 * multiplied and a weight may take no more memory than it must.
 */
record StoredBlocks(WeightSource source, Placement placement) {
    /**
     * {@return a linear layer; nothing where its weight is not kept in blocks}
     *
     * @param keys of tensors of one shape, of each of which some rows are the layer's
     */
    Optional<LinearKernel> linear(List<String> keys, Shape each, long first, long rows) {
        long width = each.size(0) == 0 ? 0 : each.count() / each.size(0);
        var parts =
                keys.stream()
                        .flatMap(key -> find(key, each).stream())
                        .flatMap(whole -> whole.part(first * width, rows * width).stream())
                        .toList();
        return parts.size() == keys.size()
                ? Optional.of(
                        BlockKernels.linear(
                                parts, Shape.of(keys.size() * rows, width), placement.dtype()))
                : Optional.empty();
    }

    /** {@return a convolution; nothing where its weight is not kept in blocks} */
    Optional<ConvolutionKernel> convolution(String key, Shape shape, Geometry geometry) {
        return find(key, shape)
                .map(blocks ->
                        BlockKernels.convolution(blocks, shape, geometry, placement.dtype()));
    }

    /** A tensor that is missing or of another shape is told of by whoever reads its floats then. */
    private Optional<Blocks> find(String key, Shape expected) {
        boolean kept =
                placement.footprint() == Footprint.COMPACT
                        && placement.format() == WeightFormat.FLOAT
                        && placement.device().isCpu();
        return kept && source.has(key) && source.shape(key, expected).equals(expected)
                ? source.blocks(key).filter(Blocks::isFinite)
                : Optional.empty();
    }
}
