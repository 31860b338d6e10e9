package dev.easel.bench;

import dev.easel.model.ModelDesign;
import dev.easel.pipeline.ImageSize;
import dev.easel.text.clip.ClipTextConfig;
import dev.easel.vae.VaeConfig;

/**
 * Counts the operations of a model's stages.
 *
 * @param tokens of a prompt
 */
record ModelFlops(ModelDesign model, ImageSize size, int tokens) {
    /** One call with the guided pair of one picture. */
    double unet() {
        return pair().call();
    }

    /** What the calls of one picture have in common. */
    double textKeys() {
        return pair().textKeys();
    }

    private UNetFlops pair() {
        int factor = model.vae().factor();
        int height = size.height() / factor;
        int width = size.width() / factor;
        return new UNetFlops(model.unet(), 2, height, width, tokens);
    }

    /** Of the prompt and the negative one. */
    double text() {
        return 2 * model.textModels().stream().mapToDouble(this::text).sum();
    }

    private double text(ClipTextConfig config) {
        int width = config.width();
        double layer =
                4 * Flops.linear(tokens, width, width)
                        + 2 * Flops.linear(tokens, width, config.innerWidth())
                        + Flops.attention(1, tokens, tokens, width);
        return config.layers() * layer;
    }

    double decode() {
        VaeConfig config = model.vae();
        int latents = config.latentChannels();
        int lowest = config.channels().getLast();
        double places = (double) size.height() * size.width() / config.factor() / config.factor();
        double sum = Flops.conv(places, latents, lowest, 3) + mid(config, places);
        sum += config.postQuantConv() ? Flops.conv(places, latents, latents, 1) : 0;
        int in = lowest;
        for (int out : config.channels().reversed()) {
            sum += Flops.resnet(places, in, out);
            sum += config.layersPerBlock() * Flops.resnet(places, out, out);
            in = out;
            if (places < pixels()) { // all levels but the last double both sides
                places *= 4;
                sum += Flops.conv(places, out, out, 3);
            }
        }
        return sum + Flops.conv(places, in, 3, 3);
    }

    private double pixels() {
        return (double) size.height() * size.width();
    }

    private static double mid(VaeConfig config, double places) {
        int width = config.channels().getLast();
        double attention =
                config.midAttention()
                        ? 4 * Flops.linear(places, width, width)
                                + Flops.attention(1, places, places, width)
                        : 0;
        return 2 * Flops.resnet(places, width, width) + attention;
    }
}
