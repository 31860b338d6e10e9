package dev.easel.checkpoint;

import dev.easel.checkpoint.Weights.Placement;
import dev.easel.tensor.ConvolutionKernel;
import dev.easel.tensor.ConvolutionKernel.Geometry;
import dev.easel.tensor.LinearKernel;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;

import java.util.List;

/** Makes layers' kernels of weights as a checkpoint has them, in the innermost scope. */
record StoredKernels(CheckedTensors tensors, Placement placement) {
    /** {@return a linear layer whose weight is tensors of one shape, one below the other} */
    LinearKernel linear(List<String> keys, Shape each) {
        return inBlocks()
                .linear(keys, each, 0, each.size(0))
                .orElseGet(() -> placement.linear(matrix(keys, each)));
    }

    private Tensor matrix(List<String> keys, Shape each) {
        var parts = keys.stream().map(key -> tensors.read(key, each, placement)).toList();
        Tensor rows = parts.size() == 1 ? parts.getFirst() : Tensor.cat(parts, 0);
        return rows.reshape(rows.size(0), each.count() / each.size(0));
    }

    Halves halves(String key, Shape whole) {
        long rows = whole.size(0) / 2;
        var first = inBlocks().linear(List.of(key), whole, 0, rows);
        var second = inBlocks().linear(List.of(key), whole, rows, rows);
        if (first.isPresent() && second.isPresent()) {
            return new Halves(first.get(), second.get());
        }
        var floats = tensors.read(key, whole, placement).chunk(2, 0);
        return new Halves(placement.linear(floats.getFirst()), placement.linear(floats.getLast()));
    }

    ConvolutionKernel convolution(String key, Shape shape, Geometry geometry) {
        return inBlocks()
                .convolution(key, shape, geometry)
                .orElseGet(
                        () -> placement.convolution(tensors.read(key, shape, placement), geometry));
    }

    private StoredBlocks inBlocks() {
        return new StoredBlocks(tensors.source(), placement);
    }
}
