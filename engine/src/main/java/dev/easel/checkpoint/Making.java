package dev.easel.checkpoint;

import dev.easel.tensor.ConvolutionKernel;
import dev.easel.tensor.LinearKernel;
import dev.easel.tensor.OwnedTensors;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import java.util.function.Supplier;

/**
 * Makes what a store owns of a part's tensors.
 *
 * @param deferring whether layers' kernels are made when they are first called; all else is made at
 *     once
 */
record Making(ParameterStore store, boolean deferring) {
    Tensor tensor(Supplier<Tensor> maker) {
        try (var _ = TensorScope.open()) {
            return store.own(maker.get());
        }
    }

    <T extends OwnedTensors> T atOnce(Supplier<T> maker) {
        return store.made(maker);
    }

    /** {@return the kernel of a linear layer whose weight has some bytes} */
    LinearKernel linear(long bytes, Supplier<LinearKernel> maker) {
        return deferring ? new DeferredLinear(new Deferred<>(store, bytes, maker)) : atOnce(maker);
    }

    /** {@return the kernels of a linear layer's halves} */
    Halves halves(long bytes, Supplier<Halves> maker) {
        if (!deferring) {
            return atOnce(maker);
        }
        var halves = new Deferred<>(store, bytes, maker);
        return new Halves(
                new DeferredLinear(() -> halves.get().first()),
                new DeferredLinear(() -> halves.get().second()));
    }

    /** {@return the kernel of a convolution} */
    ConvolutionKernel convolution(long bytes, Supplier<ConvolutionKernel> maker) {
        return deferring
                ? new DeferredConvolution(new Deferred<>(store, bytes, maker))
                : atOnce(maker);
    }
}
