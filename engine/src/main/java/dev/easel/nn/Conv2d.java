package dev.easel.nn;

import dev.easel.checkpoint.Weights;
import dev.easel.tensor.Kernels;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;

import java.util.Optional;

/** A convolution: [batch, in, height, width] to [batch, out, ..]. */
public final class Conv2d {
    private final Tensor weight;
    private final Optional<Tensor> bias;
    private final int stride;
    private final int padding;

    /** {@code kernel} is [out, in, height, width]. */
    private Conv2d(Weights weights, Shape kernel, Optional<Tensor> bias, int stride, int padding) {
        this.weight =
                weights.take("weight", kernel, w -> Kernels.packConvolution(w, stride, padding));
        this.bias = bias;
        this.stride = stride;
        this.padding = padding;
    }

    /** {@return a convolution that keeps height and width; {@code kernel} is odd} */
    public static Conv2d same(Weights weights, int in, int out, int kernel) {
        var shape = Shape.of(out, in, kernel, kernel);
        return new Conv2d(weights, shape, bias(weights, out), 1, kernel / 2);
    }

    /** {@return the same without bias} */
    public static Conv2d unbiased(Weights weights, int in, int out, int kernel) {
        var shape = Shape.of(out, in, kernel, kernel);
        return new Conv2d(weights, shape, Optional.empty(), 1, kernel / 2);
    }

    /** {@return a 3x3 convolution of stride 2} */
    public static Conv2d halving(Weights weights, int channels, int padding) {
        var shape = Shape.of(channels, channels, 3, 3);
        return new Conv2d(weights, shape, bias(weights, channels), 2, padding);
    }

    public Tensor forward(Tensor x) {
        return Kernels.conv2d(x, weight, bias, stride, padding);
    }

    private static Optional<Tensor> bias(Weights weights, int out) {
        return Optional.of(weights.take("bias", Shape.of(out)));
    }
}
