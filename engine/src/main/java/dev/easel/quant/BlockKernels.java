package dev.easel.quant;

import dev.easel.tensor.ConvolutionKernel;
import dev.easel.tensor.ConvolutionKernel.Geometry;
import dev.easel.tensor.DType;
import dev.easel.tensor.Epilogue;
import dev.easel.tensor.Footprint;
import dev.easel.tensor.LayerKernels;
import dev.easel.tensor.LinearKernel;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;
import dev.easel.tensor.WeightFormat;

import java.util.List;
import java.util.Optional;

/**
 * Layers whose weights stay in blocks, on a CPU: each call makes numbers of one layer's blocks,
 * which LibTorch's plain kernels multiply with, and frees them. A UNet of SDXL in Q4_0 so takes a
 * quarter of the memory that it takes in bfloat16.
 */
public final class BlockKernels {
    private static final LayerKernels PLAIN = LayerKernels.plain();

    private BlockKernels() {}

    /**
     * {@return a linear layer, in the innermost scope}
     *
     * @param rows of the weight, one below the other; they are copied
     * @param shape [out, in] of the whole
     * @param dtype that it multiplies in
     */
    public static LinearKernel linear(List<Blocks> rows, Shape shape, DType dtype) {
        return new Linear(BlockMatrix.of(rows, shape, dtype));
    }

    /**
     * {@return a convolution, in the innermost scope}
     *
     * @param weight is copied
     * @param shape [out, in, k, k]
     * @param dtype that it multiplies in
     */
    public static ConvolutionKernel convolution(
            Blocks weight, Shape shape, Geometry geometry, DType dtype) {
        return new Convolution(BlockMatrix.of(List.of(weight), shape, dtype), geometry);
    }

    /** {@return the type that blocks are decoded to for another one} */
    static DType decoded(DType wanted) {
        return wanted == DType.BF16 ? DType.BF16 : DType.F32;
    }

    private record Linear(BlockMatrix weight) implements LinearKernel {
        @Override
        public Tensor multiply(Tensor x, Optional<Tensor> bias, Epilogue epilogue) {
            return TensorScope.returning(() ->
                    PLAIN.linear(weight.numbers(), WeightFormat.FLOAT, Footprint.COMPACT)
                            .multiply(x, bias, epilogue));
        }

        @Override
        public List<Tensor> tensors() {
            return weight.tensors();
        }
    }

    private record Convolution(BlockMatrix weight, Geometry geometry) implements ConvolutionKernel {
        @Override
        public Tensor convolve(Tensor x, Optional<Tensor> bias, Epilogue epilogue) {
            return TensorScope.returning(() ->
                    PLAIN.convolution(
                                    weight.numbers(),
                                    geometry,
                                    WeightFormat.FLOAT,
                                    Footprint.COMPACT)
                            .convolve(x, bias, epilogue));
        }

        @Override
        public List<Tensor> tensors() {
            return weight.tensors();
        }
    }
}
