package dev.easel.vae;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.checkpoint.JsonConfig;
import dev.easel.nn.ResnetBlock;

import java.util.List;
import java.util.OptionalInt;

/**
 * The sizes of an {@link Autoencoder}.
 *
 * @param latentChannels of latents
 * @param channels of each resolution stage, that of the picture's size first
 * @param layersPerBlock of the encoder; the decoder has one more
 * @param groups that normalisations make of the channels
 * @param midAttention whether there is attention in the middle block
 * @param quantConv whether a convolution follows the encoder
 * @param postQuantConv whether one precedes the decoder
 * @param forceUpcast whether the reference computes this autoencoder in float32, whatever the dtype
 *     of the rest
 * @param scaling between its latents and the diffusion model's
 */
public record VaeConfig(
        int latentChannels,
        List<Integer> channels,
        int layersPerBlock,
        int groups,
        boolean midAttention,
        boolean quantConv,
        boolean postQuantConv,
        boolean forceUpcast,
        LatentScaling scaling) {
    static final double EPS = 1e-6;

    public VaeConfig {
        channels = List.copyOf(channels);
    }

    /**
     * {@return what a diffusers {@code vae/config.json} says; absent keys have diffusers' defaults}
     *
     * @throws CheckpointException where it describes a network that {@link Autoencoder} is not
     */
    public static VaeConfig read(JsonConfig config) {
        return new VaeConfigReader(config).read();
    }

    /** {@return how many times as high and wide as its latents a picture is} */
    public int factor() {
        return 1 << (channels.size() - 1);
    }

    ResnetBlock.Config resnet(int in, int out) {
        return new ResnetBlock.Config(in, out, groups, EPS, OptionalInt.empty());
    }
}
