package dev.easel.checkpoint;

import dev.easel.tensor.Epilogue;
import dev.easel.tensor.LinearKernel;
import dev.easel.tensor.StandIn;
import dev.easel.tensor.Tensor;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A linear layer's kernel that is made at its first call, of tensors that somebody else owns. */
record DeferredLinear(Supplier<LinearKernel> kernel) implements LinearKernel, StandIn {
    @Override
    public Tensor multiply(Tensor x, Optional<Tensor> bias, Epilogue epilogue) {
        return kernel.get().multiply(x, bias, epilogue);
    }

    /** Kernels of one kind know more of each other than that they are kernels. */
    @Override
    public Tensor multiplyGated(
            Tensor x, Optional<Tensor> bias, LinearKernel gate, Optional<Tensor> gateBias) {
        var other = gate instanceof DeferredLinear deferred ? deferred.kernel.get() : gate;
        return kernel.get().multiplyGated(x, bias, other, gateBias);
    }

    @Override
    public List<Tensor> tensors() {
        return List.of();
    }
}
