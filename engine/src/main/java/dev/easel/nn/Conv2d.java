package dev.easel.nn;

import dev.easel.checkpoint.Weights;
import dev.easel.tensor.ConvolutionKernel;
import dev.easel.tensor.ConvolutionKernel.Geometry;
import dev.easel.tensor.Epilogue;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;

import java.util.Optional;

/** A convolution: [batch, in, height, width] to [batch, out, ..]. */
public final class Conv2d {
    private final ConvolutionKernel weight;
    private final Optional<Tensor> bias;
    private final TilingRule tiling;
    private final long out;

    /** {@code kernel} is [out, in, height, width]. */
    private Conv2d(Weights weights, Shape kernel, Optional<Tensor> bias, Geometry geometry) {
        this.weight = weights.convolution("weight", kernel, geometry);
        this.bias = bias;
        tiling = TilingRule.of(weights.placement());
        out = kernel.size(0);
    }

    /** {@return a convolution that keeps height and width; {@code kernel} is odd} */
    public static Conv2d same(Weights weights, int in, int out, int kernel) {
        var shape = Shape.of(out, in, kernel, kernel);
        return new Conv2d(weights, shape, bias(weights, out), new Geometry(1, kernel / 2));
    }

    /** {@return the same without bias} */
    public static Conv2d unbiased(Weights weights, int in, int out, int kernel) {
        var shape = Shape.of(out, in, kernel, kernel);
        return new Conv2d(weights, shape, Optional.empty(), new Geometry(1, kernel / 2));
    }

    /** {@return a 3x3 convolution of stride 2} */
    public static Conv2d halving(Weights weights, int channels, int padding) {
        var shape = Shape.of(channels, channels, 3, 3);
        return new Conv2d(weights, shape, bias(weights, channels), new Geometry(2, padding));
    }

    /** {@return a 3x3 convolution that keeps height and width, mostly for doubled maps} */
    static Conv2d ofDoubled(Weights weights, int channels) {
        var shape = Shape.of(channels, channels, 3, 3);
        return new Conv2d(weights, shape, bias(weights, channels), new Geometry(1, 1, true));
    }

    public Tensor forward(Tensor x) {
        return forward(x, Epilogue.none());
    }

    /** {@return what becomes of the convolution's result} */
    public Tensor forward(Tensor x, Epilogue epilogue) {
        return weight.convolve(x, bias, epilogue);
    }

    /** {@return the channels of the result} */
    long out() {
        return out;
    }

    /** {@return which feature maps are divided before they reach it} */
    TilingRule tiling() {
        return tiling;
    }

    /** {@return the convolution of x at twice its height and width, by the nearest values} */
    Tensor forwardDoubled(Tensor x) {
        return weight.doublesWithoutCopy()
                ? weight.convolveDoubled(x, bias)
                : tiling.ofDoubled(x)
                        .each(x, x.size(1), rows -> weight.convolveDoubled(rows, bias));
    }

    private static Optional<Tensor> bias(Weights weights, int out) {
        return Optional.of(weights.take("bias", Shape.of(out)));
    }
}
