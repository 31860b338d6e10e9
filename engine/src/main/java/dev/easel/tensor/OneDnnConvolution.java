package dev.easel.tensor;

import java.util.List;
import java.util.Optional;

/** By oneDNN on a weight in the layout that it computes with, in float32 or bfloat16. */
final class OneDnnConvolution implements ConvolutionWeight {
    private final PackedKernel kernel;
    private final Geometry geometry;

    OneDnnConvolution(Tensor weight, Geometry geometry) {
        this.geometry = geometry;
        kernel = new PackedKernel(weight, geometry);
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

    /** A map of 1x1 or of one channel, whose layout LibTorch mistakes when it is to be added. */
    private static boolean isAmbiguous(Tensor map) {
        return map.size(2) * map.size(3) == 1 || map.size(1) == 1;
    }

    private Tensor convolve(Tensor x, Optional<Tensor> bias) {
        return Operations.CONVOLVE.call(
                x.value(),
                kernel.packedFor(x),
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
                kernel.packedFor(x),
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
        return List.of(kernel.tensor());
    }

    /** Looked up once. */
    private static final class Operations {
        static final BoxedOperation CONVOLVE =
                BoxedOperation.named("mkldnn::_convolution_pointwise");
        static final BoxedOperation CONVOLVE_AND_JOIN =
                BoxedOperation.overloaded("mkldnn::_convolution_pointwise", "binary");
    }
}
