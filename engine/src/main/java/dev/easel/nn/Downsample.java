package dev.easel.nn;

import dev.easel.checkpoint.Weights;
import dev.easel.tensor.Ops;
import dev.easel.tensor.Tensor;

/** Halves height and width by a convolution (diffusers {@code Downsample2D}). */
public final class Downsample {
    private final Conv2d conv;
    private final boolean padded;

    private Downsample(Weights weights, int channels, boolean padded) {
        this.conv = Conv2d.halving(weights.at("conv"), channels, padded ? 1 : 0);
        this.padded = padded;
    }

    /** {@return the layer that pads all sides by one, as UNets do} */
    public static Downsample symmetric(Weights weights, int channels) {
        return new Downsample(weights, channels, true);
    }

    /** {@return the layer that pads right and bottom by one, as VAE encoders do} */
    public static Downsample asymmetric(Weights weights, int channels) {
        return new Downsample(weights, channels, false);
    }

    public Tensor forward(Tensor x) {
        return conv.forward(padded ? x : Ops.pad(x, 0, 1, 0, 1));
    }
}
