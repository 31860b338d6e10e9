package dev.easel.kernels.int8;

import dev.easel.kernels.onednn.BoxedOperation;
import dev.easel.kernels.onednn.PackedWeight;
import dev.easel.kernels.onednn.PackedWeight.Packing;
import dev.easel.kernels.onednn.WeightLayouts;
import dev.easel.tensor.ConvolutionKernel;
import dev.easel.tensor.ConvolutionKernel.Geometry;
import dev.easel.tensor.Epilogue;
import dev.easel.tensor.Footprint;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import java.util.List;
import java.util.Optional;

/** A convolution that multiplies bytes; the result has the dtype of x. */
public final class Int8Convolution implements ConvolutionKernel {
    private static final List<Object> NO_ACTIVATION =
            List.of("none", List.of(), BoxedOperation.NONE);

    private final PackedWeight kernel;
    private final Int8Weight weight;
    private final Geometry geometry;

    public Int8Convolution(
            Tensor stored, Geometry geometry, Footprint footprint, WeightLayouts layouts) {
        this.geometry = geometry;
        var quantized = SignedBytes.of(stored, 1, 2, 3);
        kernel = new PackedWeight(Packing.BYTES, quantized.bytes(), geometry, footprint, layouts);
        weight = new Int8Weight(quantized);
    }

    @Override
    public Tensor convolve(Tensor x, Optional<Tensor> bias, Epilogue epilogue) {
        List<Object> places =
                List.of(geometry.strides(), geometry.paddings(), geometry.dilations(), 1L);
        return TensorScope.returning(() ->
                epilogue.after(
                        Operations.CONVOLVE.call(
                                weight.arguments(
                                        kernel.packedFor(x),
                                        QuantizedActivation.of(x),
                                        bias,
                                        places,
                                        NO_ACTIVATION))));
    }

    @Override
    public List<Tensor> tensors() {
        return weight.with(kernel.tensors());
    }

    /** Looked up once. */
    private static final class Operations {
        static final BoxedOperation CONVOLVE = BoxedOperation.named("onednn::qconv_pointwise");
    }
}
