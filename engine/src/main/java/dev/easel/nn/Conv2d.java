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

    /** {@code kernel} is [out, in, height, width]. */
    private Conv2d(Weights weights, Shape kernel, int stride, int padding) {
        // Channels last in the weight makes LibTorch keep the whole network so: no reordering
        // between.
        this.weight = weights.take("weight", kernel, Tensor::channelsLast);
        this.bias = weights.take("bias", Shape.of(kernel.size(0)));
        this.stride = stride;
        this.padding = padding;
    }

    /** {@return a convolution that keeps height and width; {@code kernel} is odd} */
    public static Conv2d same(Weights weights, int in, int out, int kernel) {
        return new Conv2d(weights, Shape.of(out, in, kernel, kernel), 1, kernel / 2);
    }

    /** {@return a 3x3 convolution of stride 2} */
    public static Conv2d halving(Weights weights, int channels, int padding) {
        return new Conv2d(weights, Shape.of(channels, channels, 3, 3), 2, padding);
    }

    public Tensor forward(Tensor x) {
        return Kernels.conv2d(x, weight, bias, stride, padding);
    }
}
