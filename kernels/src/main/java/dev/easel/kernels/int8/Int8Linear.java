package dev.easel.kernels.int8;

import dev.easel.kernels.onednn.BoxedOperation;
import dev.easel.tensor.Epilogue;
import dev.easel.tensor.LinearKernel;
import dev.easel.tensor.Ops;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import java.util.List;
import java.util.Optional;

/**
 * A linear layer that multiplies bytes; the result has the dtype of x.
 *
 * <p>Gain, with {@link Int8Convolution}: a UNet call of SD 1.5 in 0.61 of float32's time (Xeon), of
 * SDXL in 0.54 to 0.61 of bfloat16's (Zen 4); {@code ./easel bench --precision int8}.
 */
public final class Int8Linear implements LinearKernel {
    private final Tensor packed;
    private final Int8Weight weight;

    public Int8Linear(Tensor stored) {
        var quantized = SignedBytes.of(stored, 1);
        packed = Operations.PACK.call(quantized.bytes().value(), BoxedOperation.NONE);
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
        return weight.with(List.of(packed));
    }

    /** Looked up once. */
    private static final class Operations {
        static final BoxedOperation PACK = BoxedOperation.named("onednn::qlinear_prepack");
        static final BoxedOperation MULTIPLY = BoxedOperation.named("onednn::qlinear_pointwise");
    }
}
