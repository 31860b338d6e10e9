package dev.easel.tensor;

import java.util.List;
import java.util.Optional;

/**
 * By oneDNN on a weight in the layout that it computes with, in float32 or bfloat16. It could add a
 * tensor while it convolves, but takes several times longer for that than a pass of its own takes
 * (2 cores of Zen 5, 128 channels of 512x512 in bfloat16: 47 and 3 ms).
 */
final class OneDnnConvolution implements ConvolutionWeight {
    private final PackedKernel kernel;
    private final Geometry geometry;

    OneDnnConvolution(Tensor weight, Geometry geometry) {
        this.geometry = geometry;
        kernel = new PackedKernel(PackedKernel.Packing.FLOATS, weight.value(), geometry);
    }

    @Override
    public Tensor convolve(Tensor x, Optional<Tensor> bias, Epilogue epilogue) {
        return epilogue.after(convolve(x, bias));
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

    @Override
    public List<Tensor> tensors() {
        return List.of(kernel.tensor());
    }

    /** Looked up once. */
    private static final class Operations {
        static final BoxedOperation CONVOLVE =
                BoxedOperation.named("mkldnn::_convolution_pointwise");
    }
}
