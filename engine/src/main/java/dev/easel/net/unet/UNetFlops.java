package dev.easel.net.unet;

import dev.easel.net.unet.UNetConfig.Level;
import dev.easel.nn.Flops;

/**
 * Counts the operations of a UNet.
 *
 * @param height of the latents
 * @param width of the latents
 * @param tokens of the context
 */
record UNetFlops(UNetConfig config, int batch, int height, int width, int tokens) {
    /** {@return those of one call, with the keys and values of the text cached} */
    double call() {
        int first = config.levels().getFirst().channels();
        int time = config.timeEmbeddingWidth();
        double ends =
                Flops.conv(positions(0), config.inChannels(), first, 3)
                        + Flops.conv(positions(0), first, config.outChannels(), 3)
                        + Flops.linear(batch, first, time)
                        + Flops.linear(batch, time, time);
        double levels = 0;
        for (int i = 0; i < config.levels().size(); i++) {
            levels += down(i) + up(i);
        }
        return ends + levels + mid();
    }

    /** {@return those of the keys and values of the text, made once for the calls of a run} */
    double keyValues() {
        var levels = config.levels();
        double sum = config.midBlock() ? keyValues(levels.getLast()) : 0;
        for (Level level : levels) {
            int layers =
                    (level.attentionDown() ? config.layersPerBlock() : 0)
                            + (level.attentionUp() ? config.layersPerBlock() + 1 : 0);
            sum += layers * keyValues(level);
        }
        return sum;
    }

    private double keyValues(Level level) {
        double rows = (double) batch * tokens;
        return level.depth() * 2 * Flops.linear(rows, config.contextWidth(), level.channels());
    }

    private double down(int i) {
        Level level = config.levels().get(i);
        int channels = level.channels();
        int above = config.levels().get(Math.max(i - 1, 0)).channels();
        double sum = 0;
        for (int layer = 0; layer < config.layersPerBlock(); layer++) {
            sum += layer(i, layer == 0 ? above : channels, level.attentionDown());
        }
        boolean last = i == config.levels().size() - 1;
        return last ? sum : sum + Flops.conv(positions(i + 1), channels, channels, 3);
    }

    private double mid() {
        if (!config.midBlock()) {
            return 0;
        }
        int last = config.levels().size() - 1;
        int channels = config.levels().getLast().channels();
        return layer(last, channels, true) + layer(last, channels, false);
    }

    /** Each layer sees the activations from below and the skip connection of its resolution. */
    private double up(int i) {
        Level level = config.levels().get(i);
        int channels = level.channels();
        int above = config.levels().get(Math.max(i - 1, 0)).channels();
        int below = config.levels().get(Math.min(i + 1, config.levels().size() - 1)).channels();
        double sum = 0;
        for (int layer = 0; layer <= config.layersPerBlock(); layer++) {
            int in = layer == 0 ? below : channels;
            int skip = layer == config.layersPerBlock() ? above : channels;
            sum += layer(i, in + skip, level.attentionUp());
        }
        return i == 0 ? sum : sum + Flops.conv(positions(i - 1), channels, channels, 3);
    }

    private double layer(int i, int in, boolean attends) {
        Level level = config.levels().get(i);
        double resnet =
                Flops.resnet(positions(i), in, level.channels())
                        + Flops.linear(batch, config.timeEmbeddingWidth(), level.channels());
        return attends ? resnet + transformer(i) : resnet;
    }

    private double transformer(int i) {
        Level level = config.levels().get(i);
        int width = level.channels();
        double rows = positions(i);
        double square = Flops.linear(rows, width, width);
        double self = 4 * square + Flops.attention(batch, rows / batch, rows / batch, width);
        double cross = 2 * square + Flops.attention(batch, rows / batch, tokens, width);
        // The feed-forward layer is gated: twice four times as wide, then back.
        double feedForward =
                Flops.linear(rows, width, 8.0 * width) + Flops.linear(rows, 4.0 * width, width);
        return 2 * square + level.depth() * (self + cross + feedForward);
    }

    private double positions(int level) {
        int factor = 1 << level;
        return (double) batch * Math.ceilDiv(height, factor) * Math.ceilDiv(width, factor);
    }
}
