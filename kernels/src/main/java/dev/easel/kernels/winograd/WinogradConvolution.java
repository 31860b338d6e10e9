package dev.easel.kernels.winograd;

import dev.easel.kernels.brgemm.Brgemm;
import dev.easel.kernels.brgemm.Lanes32;
import dev.easel.kernels.brgemm.VectorLoops;
import dev.easel.kernels.winograd.WinogradContext.Task;
import dev.easel.kernels.winograd.WinogradWeight.Form;
import dev.easel.tensor.ConvolutionKernel;
import dev.easel.tensor.ConvolutionKernel.Geometry;
import dev.easel.tensor.DType;
import dev.easel.tensor.Device;
import dev.easel.tensor.Epilogue;
import dev.easel.tensor.Profile;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;

/**
 * A 3x3 convolution by {@link Winograd}'s filtering, in float32 or bfloat16, or of bytes that are
 * made of these.
 *
 * <p>{@link Winograd#F2} makes four values with 16 products instead of 36, and with 9 where the map
 * is a smaller one that was doubled; its weight takes 16/9 of the memory. In bfloat16 rounding the
 * transformed numbers makes the error, the result's own rounding included, about 1.5 times as
 * large; in float32 there are fewer sums to round, and it is smaller. {@link Winograd#F4} makes
 * sixteen with 36 instead of 144; its weight takes 4 times the memory, and in float32 the error is
 * 1.7 times as large. In bytes it is F2 alone, whose error is 5/3 of a direct convolution's.
 */
public final class WinogradConvolution implements ConvolutionKernel {
    private final WinogradWeight kernel;
    private final WinogradContext context;

    /**
     * A convolution with a weight for which {@link #suits} says yes.
     *
     * @param factors of the products: the weight's dtype, or U8 for bytes
     */
    public WinogradConvolution(
            Tensor weight, Winograd winograd, DType factors, WinogradContext context) {
        this.context = context;
        kernel = new WinogradWeight(weight, new Form(winograd, weight.dtype(), factors));
    }

    /**
     * {@return whether it can be computed, and Java's loops are fast enough}
     *
     * @param weight on the CPU
     * @param factors of the products: the weight's dtype, or U8 for bytes
     */
    public static boolean suits(
            Tensor weight, Geometry geometry, Winograd winograd, DType factors) {
        DType type = weight.dtype();
        return (type == DType.F32 || type == DType.BF16)
                && (factors == DType.F32 || winograd == Winograd.F2)
                && Brgemm.isPresent(factors)
                && weight.size(0) % Lanes32.lanes(type) == 0
                && weight.size(1) % Lanes32.lanes(factors) == 0
                && weight.size(2) == 3
                && weight.size(3) == 3
                && geometry.stride() == 1
                && geometry.padding() == 1
                && VectorLoops.areFast();
    }

    @Override
    public Tensor convolve(Tensor x, Optional<Tensor> bias, Epilogue epilogue) {
        return TensorScope.returning(() -> epilogue.after(convolved(x, bias, false)));
    }

    @Override
    public Tensor convolveDoubled(Tensor x, Optional<Tensor> bias) {
        return TensorScope.returning(() -> convolved(x, bias, true));
    }

    @Override
    public boolean doublesWithoutCopy() {
        return true;
    }

    private Tensor convolved(Tensor x, Optional<Tensor> bias, boolean doubled) {
        Tensor from = x.to(kernel.form().type()).channelsLast();
        var grid = TileGrid.over(from, doubled, kernel.form().winograd());
        var shape = Shape.of(grid.batch(), kernel.out(), grid.height(), grid.width());
        Tensor result = Tensor.emptyMap(shape, kernel.form().type(), Device.CPU);
        float[] terms = bias.map(Tensor::toFloats).orElseGet(() -> new float[kernel.out()]);
        context.run(
                new Task(
                        grid,
                        kernel,
                        MemorySegment.ofArray(terms),
                        from.memory(),
                        result.memory()));
        Profile.note();
        return result.to(x.dtype());
    }

    @Override
    public List<Tensor> tensors() {
        return kernel.tensors();
    }
}
