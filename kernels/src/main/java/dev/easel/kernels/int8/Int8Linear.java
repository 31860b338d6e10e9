package dev.easel.tensor;

import java.util.List;
import java.util.Optional;

/** A linear layer that multiplies bytes; the result has the dtype of x. */
final class Int8Linear implements LinearKernel {
    private final Tensor packed;
    private final Int8Weight weight;

    Int8Linear(Tensor stored) {
        var quantized = QuantizedWeight.of(stored);
        packed = Operations.PACK.call(quantized.bytes(), BoxedOperation.NONE);
        weight = new Int8Weight(quantized);
    }

    @Override
    public Tensor multiply(Tensor x, Optional<Tensor> bias, Epilogue epilogue) {
        return TensorScope.returning(() -> {
            var rounded = QuantizedActivation.of(x);
            return switch (epilogue.kind()) {
                case NONE -> multiply(rounded, bias, "none");
                case GELU -> multiply(rounded, bias, "gelu");
                case PLUS, ONTO, TIMES -> epilogue.after(multiply(rounded, bias, "none"));
            };
        });
    }

    /** x is rounded once where both layers are of bytes. */
    @Override
    public Tensor multiplyGated(
            Tensor x, Optional<Tensor> bias, LinearKernel gate, Optional<Tensor> gateBias) {
        if (!(gate instanceof Int8Linear other)) {
            return LinearKernel.super.multiplyGated(x, bias, gate, gateBias);
        }
        return TensorScope.returning(() -> {
            var rounded = QuantizedActivation.of(x);
            Tensor open = other.multiply(rounded, gateBias, "gelu");
            return Ops.mulInPlace(multiply(rounded, bias, "none"), open);
        });
    }

    private Tensor multiply(QuantizedActivation x, Optional<Tensor> bias, String activation) {
        return Operations.MULTIPLY.call(
                weight.arguments(
                        packed.value(),
                        x,
                        bias,
                        List.of(),
                        List.of(activation, List.of(), "none")));
    }

    @Override
    public List<Tensor> tensors() {
        return weight.with(packed);
    }

    /** Looked up once. */
    private static final class Operations {
        static final BoxedOperation PACK = BoxedOperation.named("onednn::qlinear_prepack");
        static final BoxedOperation MULTIPLY = BoxedOperation.named("onednn::qlinear_pointwise");
    }
}
