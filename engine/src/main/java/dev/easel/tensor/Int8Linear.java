package dev.easel.tensor;

import java.util.List;
import java.util.Optional;

/** Products of bytes by oneDNN, summed in 32 bits; the result has the dtype of x. */
final class Int8Linear implements LinearWeight {
    private final Tensor packed;
    private final Tensor scales;
    private final Tensor zeroPoints;

    Int8Linear(Tensor weight) {
        var quantized = QuantizedWeight.of(weight);
        packed = Operations.PACK.call(quantized.bytes(), BoxedOperation.NONE);
        scales = quantized.scales();
        zeroPoints = quantized.zeroPoints();
    }

    @Override
    public Tensor multiply(Tensor x, Optional<Tensor> bias, Epilogue epilogue) {
        return TensorScope.returning(() ->
                switch (epilogue.kind()) {
                    case NONE -> multiply(x, bias, "none");
                    case GELU -> multiply(x, bias, "gelu");
                    case PLUS, TIMES -> epilogue.after(multiply(x, bias, "none"));
                });
    }

    private Tensor multiply(Tensor x, Optional<Tensor> bias, String activation) {
        var quantized = QuantizedActivation.of(x);
        return Operations.MULTIPLY.call(
                quantized.bytes(),
                quantized.scale(),
                quantized.zeroPoint(),
                packed.value(),
                scales.value(),
                zeroPoints.value(),
                BoxedOperation.optional(bias),
                1.0,
                0L,
                (long) x.dtype().scalarType().value,
                activation,
                List.of(),
                "none");
    }

    @Override
    public List<Tensor> tensors() {
        return List.of(packed, scales, zeroPoints);
    }

    /** Looked up once. */
    private static final class Operations {
        static final BoxedOperation PACK = BoxedOperation.named("onednn::qlinear_prepack");
        static final BoxedOperation MULTIPLY = BoxedOperation.named("onednn::qlinear_pointwise");
    }
}
