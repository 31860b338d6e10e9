package dev.easel.adapter;

import dev.easel.checkpoint.Weights.Placement;
import dev.easel.tensor.ConvolutionKernel;
import dev.easel.tensor.Epilogue;
import dev.easel.tensor.Footprint;
import dev.easel.tensor.Ops;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;
import dev.easel.tensor.WeightFormat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code W ∗ x + up (down ∗ x)}, with the unchanged layer's own kernel for W; {@code up} is a
 * convolution of 1x1.
 */
record LowRankConvolution(ConvolutionKernel unchanged, ConvolutionKernel down, ConvolutionKernel up)
        implements ConvolutionKernel {
    static LowRankConvolution of(
            ConvolutionKernel unchanged, SidePath side, Geometry geometry, Placement placement) {
        return new LowRankConvolution(
                unchanged,
                kernel(side.down(), geometry, placement),
                kernel(side.up(), new Geometry(1, 0), placement));
    }

    /** Compact ones are not measured first: an adapter is put on at once. */
    private static ConvolutionKernel kernel(Tensor weight, Geometry geometry, Placement placement) {
        return placement
                .kernels()
                .convolution(
                        weight.to(placement.dtype()),
                        geometry,
                        WeightFormat.FLOAT,
                        Footprint.COMPACT);
    }

    @Override
    public Tensor convolve(Tensor x, Optional<Tensor> bias, Epilogue epilogue) {
        return TensorScope.returning(() -> {
            Tensor side = ofBetween(down.convolve(x, Optional.empty(), Epilogue.none()));
            return epilogue.after(unchanged.convolve(x, bias, Epilogue.onto(side)));
        });
    }

    @Override
    public Tensor convolveDoubled(Tensor x, Optional<Tensor> bias) {
        return TensorScope.returning(() -> {
            Tensor side = ofBetween(down.convolveDoubled(x, Optional.empty()));
            return Ops.addInPlace(unchanged.convolveDoubled(x, bias), side);
        });
    }

    private Tensor ofBetween(Tensor between) {
        return up.convolve(between, Optional.empty(), Epilogue.none());
    }

    @Override
    public boolean doublesWithoutCopy() {
        return unchanged.doublesWithoutCopy() && down.doublesWithoutCopy();
    }

    @Override
    public List<Tensor> tensors() {
        return Stream.of(down, up).flatMap(kernel -> kernel.tensors().stream()).toList();
    }
}
