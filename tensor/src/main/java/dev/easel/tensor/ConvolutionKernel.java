package dev.easel.tensor;

import java.util.Optional;

/** A convolution's weight [out, in, k, k], packed for the kernel that convolves with it. */
public interface ConvolutionKernel extends OwnedTensors {

    /**
     * How the window moves over a feature map.
     *
     * @param padding zeros on each side
     * @param ofDoubled whether most feature maps are doubled before, by {@link #convolveDoubled}
     */
    record Geometry(int stride, int padding, boolean ofDoubled) {
        public Geometry(int stride, int padding) {
            this(stride, padding, false);
        }

        /** {@return the stride down and across} */
        public long[] strides() {
            return new long[] {stride, stride};
        }

        /** {@return the padding down and across} */
        public long[] paddings() {
            return new long[] {padding, padding};
        }

        /** {@return the dilation down and across, which is none} */
        public long[] dilations() {
            return new long[] {1, 1};
        }
    }

    /** {@return {@code epilogue(x ∗ weight + bias)} of x [batch, in, height, width]} */
    Tensor convolve(Tensor x, Optional<Tensor> bias, Epilogue epilogue);

    /**
     * {@return the convolution of x [batch, channels, height, width], upsampled to twice its height
     * and width by the nearest values} It keeps the number of channels.
     */
    default Tensor convolveDoubled(Tensor x, Optional<Tensor> bias) {
        return TensorScope.returning(() -> {
            Tensor doubled = Ops.resizeNearest(x, 2 * x.size(2), 2 * x.size(3));
            return convolve(doubled, bias, Epilogue.none());
        });
    }

    /** {@return whether {@link #convolveDoubled} does without the upsampled feature map} */
    default boolean doublesWithoutCopy() {
        return false;
    }
}
