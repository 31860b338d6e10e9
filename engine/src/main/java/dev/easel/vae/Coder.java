package dev.easel.vae;

import dev.easel.checkpoint.Weights;
import dev.easel.nn.Conv2d;
import dev.easel.nn.GroupNorm;
import dev.easel.nn.Sequence;
import dev.easel.tensor.DType;
import dev.easel.tensor.Kernels;
import dev.easel.tensor.Tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Makes an encoder and a decoder. Their levels compute in the weights' dtype, the convolutions at
 * both ends in float32: there, rounding would go straight into the result.
 */
final class Coder {
    private Coder() {}

    /** {@return pictures [batch, 3, ..] to means and logarithms of variances} */
    static Sequence encoder(Weights root, VaeConfig config) {
        var weights = root.at("encoder");
        var exact = weights.as(DType.F32);
        int lowest = config.channels().getLast();
        int moments = 2 * config.latentChannels();

        List<UnaryOperator<Tensor>> layers = new ArrayList<>();
        layers.add(Tensor::channelsLast);
        layers.add(Conv2d.same(exact.at("conv_in"), 3, config.channels().getFirst(), 3)::forward);
        layers.add(x -> x.to(weights.dtype()));
        Levels.down(weights, config).forEach(level -> layers.add(level::forward));
        layers.add(new MidBlock(weights.at("mid_block"), config)::forward);
        layers.addAll(head(exact, config, lowest, moments));
        if (config.quantConv()) {
            layers.add(
                    Conv2d.same(root.at("quant_conv").as(DType.F32), moments, moments, 1)::forward);
        }
        return new Sequence(layers);
    }

    /** {@return latents [batch, latentChannels, ..] to pictures} */
    static Sequence decoder(Weights root, VaeConfig config) {
        var weights = root.at("decoder");
        var exact = weights.as(DType.F32);
        int latents = config.latentChannels();

        List<UnaryOperator<Tensor>> layers = new ArrayList<>();
        layers.add(Tensor::channelsLast);
        if (config.postQuantConv()) {
            var first = root.at("post_quant_conv").as(DType.F32);
            layers.add(Conv2d.same(first, latents, latents, 1)::forward);
        }
        int lowest = config.channels().getLast();
        layers.add(Conv2d.same(exact.at("conv_in"), latents, lowest, 3)::forward);
        layers.add(x -> x.to(weights.dtype()));
        layers.add(new MidBlock(weights.at("mid_block"), config)::forward);
        Levels.up(weights, config).forEach(level -> layers.add(level::forward));
        layers.addAll(head(exact, config, config.channels().getFirst(), 3));
        return new Sequence(layers);
    }

    private static List<UnaryOperator<Tensor>> head(
            Weights exact, VaeConfig config, int in, int out) {
        return List.of(
                x -> x.to(DType.F32),
                new GroupNorm(exact.at("conv_norm_out"), config.groups(), in, VaeConfig.EPS)
                        ::forward,
                Kernels::silu,
                Conv2d.same(exact.at("conv_out"), in, out, 3)::forward);
    }
}
