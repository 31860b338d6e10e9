package dev.easel.nn;

import dev.easel.checkpoint.Weights;
import dev.easel.tensor.Ops;
import dev.easel.tensor.Tensor;

/**
 * Enlarges height and width by the nearest value, then convolves (diffusers {@code Upsample2D}).
 */
public final class Upsample {
    private final Conv2d conv;

    public Upsample(Weights weights, int channels) {
        this.conv = Conv2d.ofDoubled(weights.at("conv"), channels);
    }

    /** {@return x at twice its height and width} */
    public Tensor forward(Tensor x) {
        return conv.forwardDoubled(x);
    }

    /** {@return x at a height and width, which need not be twice its own} */
    public Tensor forward(Tensor x, long height, long width) {
        return height == 2 * x.size(2) && width == 2 * x.size(3)
                ? forward(x)
                : conv.forward(Ops.resizeNearest(x, height, width));
    }
}
