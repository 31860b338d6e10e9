package dev.easel.tensor;

import java.util.List;
import java.util.Optional;

/** Products of bytes by oneDNN, summed in 32 bits; the result has the dtype of x. */
final class Int8Convolution implements ConvolutionWeight {
    private final Tensor packed;
    private final Tensor scales;
    private final Tensor zeroPoints;
    private final Geometry geometry;

    Int8Convolution(Tensor weight, Geometry geometry) {
        this.geometry = geometry;
        var quantized = QuantizedWeight.of(weight);
        scales = quantized.scales();
        zeroPoints = quantized.zeroPoints();
        // That the zero point is not 0 is all that is asked of it here.
        packed =
                Operations.PACK.call(
                        quantized.bytes(),
                        scales.value(),
                        1.0,
                        1L,
                        geometry.strides(),
                        geometry.paddings(),
                        geometry.dilations(),
                        1L,
                        BoxedOperation.NONE);
    }

    @Override
    public Tensor convolve(Tensor x, Optional<Tensor> bias, Epilogue epilogue) {
        return TensorScope.returning(() -> epilogue.after(convolve(x, bias)));
    }

    private Tensor convolve(Tensor x, Optional<Tensor> bias) {
        var quantized = QuantizedActivation.of(x);
        return Operations.CONVOLVE.call(
                quantized.bytes(),
                quantized.scale(),
                quantized.zeroPoint(),
                packed.value(),
                scales.value(),
                zeroPoints.value(),
                BoxedOperation.optional(bias),
                geometry.strides(),
                geometry.paddings(),
                geometry.dilations(),
                1L,
                1.0,
                0L,
                (long) x.dtype().scalarType().value,
                "none",
                List.of(),
                BoxedOperation.NONE);
    }

    @Override
    public List<Tensor> tensors() {
        return List.of(packed, scales, zeroPoints);
    }

    /** Looked up once. */
    private static final class Operations {
        static final BoxedOperation PACK = BoxedOperation.named("onednn::qconv_prepack");
        static final BoxedOperation CONVOLVE = BoxedOperation.named("onednn::qconv_pointwise");
    }
}
