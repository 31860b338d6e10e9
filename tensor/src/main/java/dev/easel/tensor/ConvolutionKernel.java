package dev.easel.tensor;

import org.bytedeco.pytorch.global.torch;

import java.util.List;
import java.util.Optional;

/** A convolution's weight [out, in, k, k], in the form that this machine is fastest with. */
public sealed interface ConvolutionKernel extends OwnedTensors
        permits ConvolutionKernel.Plain, OneDnnConvolution, WinogradConvolution, Int8Convolution {

    /**
     * How the kernel moves over the picture.
     *
     * @param padding zeros on each side
     * @param ofDoubled whether most maps are doubled before, by {@link #convolveDoubled}
     */
    record Geometry(int stride, int padding, boolean ofDoubled) {
        public Geometry(int stride, int padding) {
            this(stride, padding, false);
        }

        long[] strides() {
            return new long[] {stride, stride};
        }

        long[] paddings() {
            return new long[] {padding, padding};
        }

        long[] dilations() {
            return new long[] {1, 1};
        }

        /** {@return for example {@code convolution BF16 [320, 640, 3, 3]}} */
        String nameOf(Tensor weight) {
            return (ofDoubled ? "doubling " : "convolution ") + weight;
        }

        /** {@return what most calls are} */
        Tensor applied(ConvolutionKernel weight, Tensor x) {
            return ofDoubled
                    ? weight.convolveDoubled(x, Optional.empty())
                    : weight.convolve(x, Optional.empty(), Epilogue.none());
        }
    }

    /** {@return the weight, to compute in its own dtype} It may take four times its memory. */
    static ConvolutionKernel of(Tensor weight, Geometry geometry) {
        return OneDnn.packs(weight)
                ? ConvolutionTuner.of(weight, geometry)
                : compact(weight, geometry);
    }

    /** {@return the same in no more memory than it takes now} */
    static ConvolutionKernel compact(Tensor weight, Geometry geometry) {
        // Channels last in the weight makes LibTorch keep the whole network so: no reordering
        // between.
        return OneDnn.packs(weight)
                ? new OneDnnConvolution(weight, geometry)
                : new Plain(weight.channelsLast(), geometry);
    }

    /**
     * {@return the weight rounded to 8 bits, with a scale for each channel that it gives; what it
     * is applied to is rounded too} It may take twice the memory of its bytes.
     *
     * @throws UnsupportedOperationException where {@link Device#hasInt8} says no
     */
    static ConvolutionKernel int8(Tensor weight, Geometry geometry) {
        return ConvolutionTuner.int8(weight, geometry);
    }

    /**
     * {@return the weight rounded so, or as it is where that is faster} It may take four times its
     * memory.
     *
     * @throws UnsupportedOperationException where {@link Device#hasInt8} says no
     */
    static ConvolutionKernel int8WhereFaster(Tensor weight, Geometry geometry) {
        return Int8Tuner.ofThisMachine().fastest(weight, geometry);
    }

    /** {@return the convolution of x [batch, in, height, width] and what becomes of it} */
    Tensor convolve(Tensor x, Optional<Tensor> bias, Epilogue epilogue);

    /**
     * {@return the convolution of x [batch, channels, height, width] at twice its height and width,
     * each value being there four times} It keeps the number of channels.
     */
    default Tensor convolveDoubled(Tensor x, Optional<Tensor> bias) {
        return RowTiling.ofDoubled(x)
                .each(
                        x,
                        x.size(1),
                        rows -> {
                            Tensor doubled =
                                    Ops.resizeNearest(rows, 2 * rows.size(2), 2 * rows.size(3));
                            return convolve(doubled, bias, Epilogue.none());
                        });
    }

    /** LibTorch's own kernel, for every device and dtype. */
    final class Plain implements ConvolutionKernel {
        private final Tensor weight;
        private final Geometry geometry;

        Plain(Tensor weight, Geometry geometry) {
            this.weight = weight;
            this.geometry = geometry;
        }

        @Override
        public Tensor convolve(Tensor x, Optional<Tensor> bias, Epilogue epilogue) {
            return epilogue.after(
                    new Tensor(
                            torch.conv2d(
                                    x.value(),
                                    weight.value(),
                                    Ops.optional(bias),
                                    geometry.strides(),
                                    geometry.paddings(),
                                    geometry.dilations(),
                                    1)));
        }

        @Override
        public List<Tensor> tensors() {
            return List.of(weight);
        }
    }
}
