package dev.easel.depth;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.checkpoint.JsonConfig;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The sizes of a {@link Backbone}.
 *
 * @param stemChannels after the first convolution
 * @param channels after each of the three stages
 * @param depths blocks of each stage
 * @param groups that normalisations make of the channels
 */
record BackboneConfig(int stemChannels, List<Integer> channels, List<Integer> depths, int groups) {
    static final int STAGES = 3;

    /** How many pixels along each side one position of the last feature map covers. */
    static final int STRIDE = 16;

    private static final List<Integer> DEFAULT_CHANNELS = List.of(256, 512, 1024, 2048);
    private static final List<String> FEATURES = List.of("stage1", "stage2", "stage3");

    BackboneConfig {
        channels = List.copyOf(channels);
        depths = List.copyOf(depths);
    }

    /**
     * {@return what transformers' {@code BitConfig} inside of a depth estimator's says}
     *
     * @throws CheckpointException where it describes a network that {@link Backbone} is not
     */
    static BackboneConfig read(JsonConfig config) {
        requireSupported(config);
        int widening = config.positive("width_factor", 1);
        var channels =
                config.positives("hidden_sizes", DEFAULT_CHANNELS).stream()
                        .limit(STAGES)
                        .map(channel -> roundedToEight(channel * (double) widening))
                        .toList();
        if (channels.size() < STAGES) {
            throw config.mismatch("hidden_sizes", "at least %d numbers".formatted(STAGES));
        }
        var depths = config.positives("depths", List.of(3, 4, 6, 3));
        if (depths.size() != STAGES) {
            throw config.mismatch("depths", "%d numbers, one for each stage".formatted(STAGES));
        }
        var result =
                new BackboneConfig(
                        config.positive("embedding_size", 64),
                        channels,
                        depths,
                        config.positive("num_groups", 32));
        if (!result.dividesIntoGroups()) {
            throw config.mismatch("num_groups", "a divisor of the channels, which are " + channels);
        }
        return result;
    }

    /** {@return the channels that a stage is given} */
    int inputChannels(int stage) {
        return stage == 0 ? stemChannels : channels.get(stage - 1);
    }

    /** {@return the channels between the first and the last convolution of a stage's blocks} */
    int innerChannels(int stage) {
        return roundedToEight(channels.get(stage) * 0.25);
    }

    private boolean dividesIntoGroups() {
        return IntStream.range(0, STAGES)
                .flatMap(i -> IntStream.of(inputChannels(i), innerChannels(i), channels.get(i)))
                .allMatch(count -> count % groups == 0);
    }

    private static void requireSupported(JsonConfig config) {
        config.requireOnly("model_type", "bit");
        config.requireOnly("hidden_act", "relu");
        config.requireOnly("num_channels", 3);
        requireEqual(config, "layer_type", "bottleneck");
        requireEqual(config, "global_padding", "SAME");
        if (!config.findBoolean("embedding_dynamic_padding").orElse(false)) {
            throw config.mismatch("embedding_dynamic_padding", "true, the only supported value");
        }
        if (!config.strings("out_features").equals(FEATURES)) {
            throw config.mismatch("out_features", FEATURES + ", the only supported value");
        }
        if (config.positive("output_stride", 32) < STRIDE) {
            throw config.mismatch("output_stride", "a whole number of at least " + STRIDE);
        }
    }

    /** Where the key is absent, transformers assumes another value than the supported one. */
    private static void requireEqual(JsonConfig config, String key, String value) {
        if (!config.string(key).equalsIgnoreCase(value)) {
            throw config.mismatch(key, "\"" + value + "\", the only supported value");
        }
    }

    /**
     * {@return the nearest multiple of 8 that is not less than 8, nor than nine tenths of the value
     * (transformers {@code make_div} of BiT)}
     */
    private static int roundedToEight(double value) {
        int rounded = Math.max(8, (int) (value + 4) / 8 * 8);
        return rounded < 0.9 * value ? rounded + 8 : rounded;
    }
}
