package dev.easel.family;

import dev.easel.model.ModelDesign.StageFlops;
import dev.easel.nn.Flops;
import dev.easel.text.clip.ClipTextConfig;
import dev.easel.vae.VaeConfig;

/**
 * Counts the operations of a model's stages.
 *
 * @param tokens of a prompt
 */
record StableDiffusionFlops(StableDiffusion model, int width, int height, int tokens) {
    /**
     * {@return the operations}
     *
     * @param batch of prompts that the UNet predicts for
     */
    StageFlops count(int batch) {
        int factor = model.vae().factor();
        var unet = model.unet();
        return new StageFlops(
                text(),
                unet.keyValueFlops(batch, tokens),
                unet.callFlops(batch, height / factor, width / factor, tokens),
                decoding());
    }

    /** Of the prompt and the negative one. */
    private double text() {
        return 2 * model.textModels().stream().mapToDouble(this::text).sum();
    }

    private double text(ClipTextConfig config) {
        int inside = config.width();
        double layer =
                4 * Flops.linear(tokens, inside, inside)
                        + 2 * Flops.linear(tokens, inside, config.innerWidth())
                        + Flops.attention(1, tokens, tokens, inside);
        return config.layers() * layer;
    }

    private double decoding() {
        VaeConfig config = model.vae();
        int latents = config.latentChannels();
        int lowest = config.channels().getLast();
        double positions = pixels() / config.factor() / config.factor();
        double sum = Flops.conv(positions, latents, lowest, 3) + mid(config, positions);
        sum += config.postQuantConv() ? Flops.conv(positions, latents, latents, 1) : 0;
        int in = lowest;
        for (int out : config.channels().reversed()) {
            sum += Flops.resnet(positions, in, out);
            sum += config.layersPerBlock() * Flops.resnet(positions, out, out);
            in = out;
            if (positions < pixels()) { // all stages but the last double both sides
                positions *= 4;
                sum += Flops.conv(positions, out, out, 3);
            }
        }
        return sum + Flops.conv(positions, in, 3, 3);
    }

    private double pixels() {
        return (double) height * width;
    }

    private static double mid(VaeConfig config, double positions) {
        int width = config.channels().getLast();
        double attention =
                config.midAttention()
                        ? 4 * Flops.linear(positions, width, width)
                                + Flops.attention(1, positions, positions, width)
                        : 0;
        return 2 * Flops.resnet(positions, width, width) + attention;
    }
}
