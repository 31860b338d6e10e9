package dev.easel.vae;

import dev.easel.checkpoint.Weights;
import dev.easel.nn.Conv2d;
import dev.easel.nn.GroupNorm;
import dev.easel.nn.NormSiluConv;
import dev.easel.nn.Sequence;
import dev.easel.nn.Sequence.Layer;
import dev.easel.tensor.DType;
import dev.easel.tensor.Tensor;

import java.util.ArrayList;
import java.util.List;

/**
 * An encoder or a decoder: stages of one resolution each. Their blocks compute in the weights'
 * dtype, the convolutions at both ends in float32, because their rounding errors would go straight
 * into the result.
 *
 * @param stages in the order of execution; an encoder's stages end with a downsampling, a decoder's
 *     begin with an upsampling, and the stage of the latents' resolution has the attention
 * @param reach of a stage without attention: how many positions in each direction, at the finer of
 *     its resolutions, a result depends on at most
 */
record AutoencoderHalf(List<Sequence> stages, int reach) {
    AutoencoderHalf {
        stages = List.copyOf(stages);
    }

    /** {@return the network from pictures [batch, 3, ..] to means and logarithms of variances} */
    static AutoencoderHalf encoder(Weights root, VaeConfig config) {
        var weights = root.at("encoder");
        var exact = weights.as(DType.F32);
        int lowest = config.channels().getLast();
        int moments = 2 * config.latentChannels();

        List<Layer> layers = new ArrayList<>();
        List<Sequence> stages = new ArrayList<>();
        layers.add(Layer.of(Tensor::channelsLast));
        layers.add(convolution(exact.at("conv_in"), 3, config.channels().getFirst(), 3));
        layers.add(Layer.of(x -> x.to(weights.dtype())));
        for (ResolutionStage stage : ResolutionStages.down(weights, config)) {
            layers.addAll(stage.blocks());
            stage.resampling()
                    .ifPresent(down -> {
                        layers.add(down);
                        stages.add(new Sequence(layers));
                        layers.clear();
                    });
        }
        layers.add(new VaeMidBlock(weights.at("mid_block"), config)::forward);
        layers.add(head(exact, config, lowest, moments));
        if (config.quantConv()) {
            layers.add(convolution(root.at("quant_conv").as(DType.F32), moments, moments, 1));
        }
        stages.add(new Sequence(layers));
        return new AutoencoderHalf(stages, reach(config.layersPerBlock()));
    }

    /** {@return the network from latents [batch, latentChannels, ..] to pictures} */
    static AutoencoderHalf decoder(Weights root, VaeConfig config) {
        var weights = root.at("decoder");
        var exact = weights.as(DType.F32);
        int latents = config.latentChannels();

        List<Layer> layers = new ArrayList<>();
        List<Sequence> stages = new ArrayList<>();
        layers.add(Layer.of(Tensor::channelsLast));
        if (config.postQuantConv()) {
            var first = root.at("post_quant_conv").as(DType.F32);
            layers.add(convolution(first, latents, latents, 1));
        }
        int lowest = config.channels().getLast();
        layers.add(convolution(exact.at("conv_in"), latents, lowest, 3));
        layers.add(Layer.of(x -> x.to(weights.dtype())));
        layers.add(new VaeMidBlock(weights.at("mid_block"), config)::forward);
        for (ResolutionStage stage : ResolutionStages.up(weights, config)) {
            layers.addAll(stage.blocks());
            stage.resampling()
                    .ifPresent(up -> {
                        stages.add(new Sequence(layers));
                        layers.clear();
                        layers.add(up);
                    });
        }
        layers.add(head(exact, config, config.channels().getFirst(), 3));
        stages.add(new Sequence(layers));
        return new AutoencoderHalf(stages, reach(config.layersPerBlock() + 1));
    }

    /** {@return some of the stages as one network} */
    Sequence stages(int from, int to) {
        return new Sequence(
                stages.subList(from, to).stream()
                        .flatMap(stage -> stage.layers().stream())
                        .toList());
    }

    /** {@return how many pixels in each direction the finest {@code count} stages depend on} */
    int context(int count) {
        return reach * ((1 << count) - 1);
    }

    /** Two convolutions of 3x3 per block, two positions for resampling, one for the last layer. */
    private static int reach(int blocks) {
        return 2 * blocks + 3;
    }

    private static Layer convolution(Weights weights, int in, int out, int kernel) {
        return Layer.of(Conv2d.same(weights, in, out, kernel)::forward);
    }

    private static Layer head(Weights exact, VaeConfig config, int in, int out) {
        var norm = new GroupNorm(exact.at("conv_norm_out"), config.groups(), in, VaeConfig.EPS);
        return new NormSiluConv(norm, Conv2d.same(exact.at("conv_out"), in, out, 3))::forward;
    }
}
