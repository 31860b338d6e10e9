package dev.easel.checkpoint;

import dev.easel.tensor.ConvolutionKernel;
import dev.easel.tensor.Epilogue;
import dev.easel.tensor.StandIn;
import dev.easel.tensor.Tensor;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A convolution's kernel that is made at its first call, of tensors that somebody else owns. */
record DeferredConvolution(Supplier<ConvolutionKernel> kernel)
        implements ConvolutionKernel, StandIn {
    @Override
    public Tensor convolve(Tensor x, Optional<Tensor> bias, Epilogue epilogue) {
        return kernel.get().convolve(x, bias, epilogue);
    }

    @Override
    public Tensor convolveDoubled(Tensor x, Optional<Tensor> bias) {
        return kernel.get().convolveDoubled(x, bias);
    }

    @Override
    public boolean doublesWithoutCopy() {
        return kernel.get().doublesWithoutCopy();
    }

    @Override
    public List<Tensor> tensors() {
        return List.of();
    }
}
