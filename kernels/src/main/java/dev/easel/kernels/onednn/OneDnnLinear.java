package dev.easel.tensor;

import java.util.List;
import java.util.Optional;

/** By oneDNN on a weight in the layout that it computes with, in float32 or bfloat16. */
final class OneDnnLinear implements LinearKernel {
    /** What oneDNN plans with: any size may come. */
    private static final long TYPICAL_TOKENS = 2048;

    private final Tensor packed;

    OneDnnLinear(Tensor weight) {
        packed = Operations.PACK.call(weight.value(), TYPICAL_TOKENS);
    }

    @Override
    public Tensor multiply(Tensor x, Optional<Tensor> bias, Epilogue epilogue) {
        return switch (epilogue.kind()) {
            case NONE -> multiply(x, bias, "none");
            case GELU -> multiply(x, bias, "gelu");
            case PLUS, ONTO -> multiply(x, bias, epilogue.other(), "add");
            case TIMES -> multiply(x, bias, epilogue.other(), "mul");
        };
    }

    private Tensor multiply(Tensor x, Optional<Tensor> bias, String activation) {
        return Operations.MULTIPLY.call(
                x.value(),
                packed.value(),
                BoxedOperation.optional(bias),
                activation,
                List.of(),
                "none");
    }

    private Tensor multiply(Tensor x, Optional<Tensor> bias, Tensor other, String binary) {
        return Operations.MULTIPLY_AND_JOIN.call(
                x.value(), other.value(), packed.value(), BoxedOperation.optional(bias), binary);
    }

    @Override
    public List<Tensor> tensors() {
        return List.of(packed);
    }

    /** Looked up once. */
    private static final class Operations {
        static final BoxedOperation PACK = BoxedOperation.named("mkldnn::_reorder_linear_weight");
        static final BoxedOperation MULTIPLY = BoxedOperation.named("mkldnn::_linear_pointwise");
        static final BoxedOperation MULTIPLY_AND_JOIN =
                BoxedOperation.overloaded("mkldnn::_linear_pointwise", "binary");
    }
}
