package dev.easel.nn;

import dev.easel.checkpoint.Weights;
import dev.easel.tensor.Kernels;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;

/** A convolution with bias: [batch, in, height, width] to [batch, out, ..]. */
public final class Conv2d {
    private final Tensor weight;
    private final Tensor bias;
    private final int stride;
    private final int padding;

    private Conv2d(Weights weights, int in, int out, int kernel, int stride, int padding) {
        // Channels last in the weight makes LibTorch keep the whole network so: no reordering
        // between.
        this.weight =
                weights.take("weight", Shape.of(out, in, kernel, kernel), Tensor::channelsLast);
        this.bias = weights.take("bias", Shape.of(out));
        this.stride = stride;
        this.padding = padding;
    }

    /** {@return a convolution that keeps height and width; {@code kernel} is odd} */
    public static Conv2d same(Weights weights, int in, int out, int kernel) {
        return new Conv2d(weights, in, out, kernel, 1, kernel / 2);
    }

    /** {@return a 3x3 convolution of stride 2} */
    public static Conv2d halving(Weights weights, int channels, int padding) {
        return new Conv2d(weights, channels, channels, 3, 2, padding);
    }

    public Tensor forward(Tensor x) {
        return Kernels.conv2d(x, weight, bias, stride, padding);
    }
}
