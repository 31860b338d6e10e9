package dev.easel.kernels.tuning;

import dev.easel.tensor.AttentionShape;
import dev.easel.tensor.ComputeThreads;
import dev.easel.tensor.ConvolutionKernel;
import dev.easel.tensor.ConvolutionKernel.Geometry;
import dev.easel.tensor.DType;
import dev.easel.tensor.Device;
import dev.easel.tensor.Epilogue;
import dev.easel.tensor.LinearKernel;
import dev.easel.tensor.Rng;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;

import java.util.Optional;

/** The activations that layers are timed with: those of a guided pair, as networks have them. */
final class ProbeInput {
    /** Height times channels of a UNet's feature maps, of which deeper ones have more channels. */
    private static final long SIDE_TIMES_CHANNELS = 64 * 320;

    private static final long LEAST_SIDE = 16;
    private static final long LARGEST_SIDE = 64;
    private static final long PAIR = 2;

    /**
     * Channels from which on a linear layer is not a UNet's, whose deepest have 1280 and few
     * positions, but a transformer's over all patches of a picture.
     */
    private static final long OF_A_TRANSFORMER = 1536;

    private static final int SMALL_QUERIES = 256;
    private static final int SMALL_WIDTH = 64;

    private ProbeInput() {}

    /** {@return [1, heads, count, width], normal; heads lie side by side, as layers give them} */
    static Tensor tokens(AttentionShape shape, long count) {
        try (var rng = Rng.seeded(count)) {
            return rng.normal(Shape.of(1, count, shape.heads(), shape.width()))
                    .to(shape.dtype())
                    .transpose(1, 2);
        }
    }

    /** {@return a head for each thread, for Java to compile the loops with} */
    static Tensor smallAttention(DType type) {
        var shape = Shape.of(1, ComputeThreads.get(), SMALL_QUERIES, SMALL_WIDTH);
        return Tensor.zeros(shape, type, Device.CPU);
    }

    /**
     * {@return [2, in, side, side], zeros} A convolution may read several feature maps side by
     * side; so it is its outputs that tell how large they are.
     *
     * @param weight [out, in, ..] of a convolution
     */
    static Tensor of(Tensor weight) {
        long side = side(weight.size(0));
        var shape = Shape.of(PAIR, weight.size(1), side, side);
        return Tensor.zeros(shape, weight.dtype(), Device.CPU).channelsLast();
    }

    /**
     * {@return [2, side², in], zeros} A linear layer may have more outputs than a feature map has
     * channels, or more inputs.
     *
     * @param weight [out, in] of a linear layer
     */
    private static Tensor tokens(Tensor weight) {
        long channels = Math.min(weight.size(0), weight.size(1));
        long side = channels < OF_A_TRANSFORMER ? side(channels) : LARGEST_SIDE;
        var shape = Shape.of(PAIR, side * side, weight.size(1));
        return Tensor.zeros(shape, weight.dtype(), Device.CPU);
    }

    private static long side(long channels) {
        return Math.clamp(SIDE_TIMES_CHANNELS / channels, LEAST_SIDE, LARGEST_SIDE);
    }

    /** {@return for example {@code convolution BF16 [320, 640, 3, 3]}} */
    static String nameOf(Tensor weight, Geometry geometry) {
        return (geometry.ofDoubled() ? "doubling " : "convolution ") + weight;
    }

    /** {@return what most calls of a convolution are} */
    static Runnable call(ConvolutionKernel kernel, Geometry geometry, Tensor x) {
        return geometry.ofDoubled()
                ? () -> kernel.convolveDoubled(x, Optional.empty())
                : () -> kernel.convolve(x, Optional.empty(), Epilogue.none());
    }

    /** {@return a call of a linear layer with its {@link #tokens}} */
    static Runnable call(LinearKernel kernel, Tensor weight) {
        Tensor x = tokens(weight);
        return () -> kernel.multiply(x, Optional.empty(), Epilogue.none());
    }
}
