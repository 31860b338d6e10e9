package dev.easel.tensor;

import java.util.List;
import java.util.Optional;

/** By oneDNN on a weight in the layout that it computes with, in float32 or bfloat16. */
final class OneDnnConvolution implements ConvolutionWeight {
    /** What oneDNN plans with: any size may come. */
    private static final long TYPICAL_SIDE = 64;

    private final Tensor packed;
    private final Geometry geometry;

    OneDnnConvolution(Tensor weight, Geometry geometry) {
        this.geometry = geometry;
        packed =
                Operations.PACK.call(
                        weight.value(),
                        geometry.paddings(),
                        geometry.strides(),
                        geometry.dilations(),
                        1L,
                        new long[] {2, weight.size(1), TYPICAL_SIDE, TYPICAL_SIDE});
    }

    @Override
    public Tensor convolve(Tensor x, Optional<Tensor> bias, Epilogue epilogue) {
        return switch (epilogue.kind()) {
            case NONE -> convolve(x, bias);
            case PLUS ->
                    isAmbiguous(epilogue.other())
                            ? epilogue.after(convolve(x, bias))
                            : convolve(x, bias, epilogue.other());
            case GELU, TIMES -> epilogue.after(convolve(x, bias));
        };
    }

    /** Of one place or one channel: LibTorch then mistakes the layout of what is to be added. */
    private static boolean isAmbiguous(Tensor map) {
        return map.size(1) == 1 || map.size(2) * map.size(3) == 1;
    }

    private Tensor convolve(Tensor x, Optional<Tensor> bias) {
        return Operations.CONVOLVE.call(
                x.value(),
                packed.value(),
                BoxedOperation.optional(bias),
                geometry.paddings(),
                geometry.strides(),
                geometry.dilations(),
                1L,
                "none",
                List.of(),
                BoxedOperation.NONE);
    }

    private Tensor convolve(Tensor x, Optional<Tensor> bias, Tensor other) {
        return Operations.CONVOLVE_AND_JOIN.call(
                x.value(),
                other.value(),
                packed.value(),
                BoxedOperation.optional(bias),
                geometry.paddings(),
                geometry.strides(),
                geometry.dilations(),
                1L,
                "add",
                BoxedOperation.NONE,
                BoxedOperation.NONE,
                List.of(),
                BoxedOperation.NONE);
    }

    @Override
    public List<Tensor> tensors() {
        return List.of(packed);
    }

    /** Looked up once. */
    private static final class Operations {
        static final BoxedOperation PACK =
                BoxedOperation.named("mkldnn::_reorder_convolution_weight");
        static final BoxedOperation CONVOLVE =
                BoxedOperation.named("mkldnn::_convolution_pointwise");
        static final BoxedOperation CONVOLVE_AND_JOIN =
                BoxedOperation.overloaded("mkldnn::_convolution_pointwise", "binary");
    }
}
