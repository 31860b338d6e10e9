package dev.easel.checkpoint;

import dev.easel.tensor.LinearKernel;
import dev.easel.tensor.OwnedTensors;
import dev.easel.tensor.Tensor;

import java.util.List;
import java.util.stream.Stream;

/** The kernels of the halves of a linear layer's result. */
record Halves(LinearKernel first, LinearKernel second) implements OwnedTensors {
    @Override
    public List<Tensor> tensors() {
        return Stream.of(first, second).flatMap(half -> half.tensors().stream()).toList();
    }

    /** The halves of its bias. */
    record OfBias(List<Tensor> tensors) implements OwnedTensors {}
}
