package dev.easel.kernels.onednn;

import dev.easel.kernels.onednn.PackedWeight.Packing;
import dev.easel.tensor.ConvolutionKernel;
import dev.easel.tensor.ConvolutionKernel.Geometry;
import dev.easel.tensor.Epilogue;
import dev.easel.tensor.Footprint;
import dev.easel.tensor.Tensor;

import java.util.List;
import java.util.Optional;

/**
 * A convolution by oneDNN on a prepacked weight, in float32 or bfloat16. To add a tensor while it
 * convolves is fast where the sum takes that tensor's memory; beside it, a pass of its own is
 * faster (128 channels in bfloat16: on 2 cores of Zen 5, at 512x512, 47 ms beside it and 3 ms as a
 * pass; with AMX, at 1024x1024, 83 ms both and 4 ms in its memory).
 *
 * <p>Gain: 450 to 496 instead of 380 GFLOPS in bfloat16, 254 instead of 108 in float32; {@code
 * ./easel bench} tells it.
 */
public final class OneDnnConvolution implements ConvolutionKernel {
    private final PackedWeight kernel;
    private final Geometry geometry;

    public OneDnnConvolution(
            Tensor weight, Geometry geometry, Footprint footprint, WeightLayouts layouts) {
        this.geometry = geometry;
        kernel = new PackedWeight(Packing.FLOATS, weight, geometry, footprint, layouts);
    }

    @Override
    public Tensor convolve(Tensor x, Optional<Tensor> bias, Epilogue epilogue) {
        return epilogue.kind() == Epilogue.Kind.ONTO
                ? convolveOnto(epilogue.other(), x, bias)
                : epilogue.after(convolve(x, bias));
    }

    private Tensor convolveOnto(Tensor other, Tensor x, Optional<Tensor> bias) {
        return Operations.CONVOLVE_ONTO.call(
                other.value(),
                x.value(),
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
        return kernel.tensors();
    }

    /** Looked up once. */
    private static final class Operations {
        static final BoxedOperation CONVOLVE =
                BoxedOperation.named("mkldnn::_convolution_pointwise");
        static final BoxedOperation CONVOLVE_ONTO =
                BoxedOperation.overloaded("mkldnn::_convolution_pointwise_", "binary");
    }
}
