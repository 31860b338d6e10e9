package dev.easel.tensor;

import java.util.List;
import java.util.Optional;

/** A convolution that multiplies bytes; the result has the dtype of x. */
final class Int8Convolution implements ConvolutionWeight {
    private static final List<Object> NO_ACTIVATION =
            List.of("none", List.of(), BoxedOperation.NONE);

    private final Int8Weight weight;
    private final Geometry geometry;

    Int8Convolution(Tensor stored, Geometry geometry) {
        this.geometry = geometry;
        var quantized = QuantizedWeight.of(stored);
        // That the zero point of what comes is not 0 is all that is asked of it here.
        Tensor packed =
                Operations.PACK.call(
                        quantized.bytes(),
                        quantized.scales().value(),
                        1.0,
                        1L,
                        geometry.strides(),
                        geometry.paddings(),
                        geometry.dilations(),
                        1L,
                        BoxedOperation.NONE);
        weight = new Int8Weight(packed, quantized);
    }

    @Override
    public Tensor convolve(Tensor x, Optional<Tensor> bias, Epilogue epilogue) {
        List<Object> places =
                List.of(geometry.strides(), geometry.paddings(), geometry.dilations(), 1L);
        return TensorScope.returning(() ->
                epilogue.after(weight.apply(Operations.CONVOLVE, x, bias, places, NO_ACTIVATION)));
    }

    @Override
    public List<Tensor> tensors() {
        return weight.tensors();
    }

    /** Looked up once. */
    private static final class Operations {
        static final BoxedOperation PACK = BoxedOperation.named("onednn::qconv_prepack");
        static final BoxedOperation CONVOLVE = BoxedOperation.named("onednn::qconv_pointwise");
    }
}
