package dev.easel.vae;

import dev.easel.checkpoint.JsonConfig;
import dev.easel.nn.Activation;

import java.util.Collections;
import java.util.List;

/** Reads diffusers' {@code AutoencoderKL} configuration and refuses what is unsupported. */
final class VaeConfigReader {
    private static final int MOST_STAGES = 16;
    private static final int DEFAULT_GROUPS = 32;
    private static final double DEFAULT_SCALING_FACTOR = 0.18215;

    private final JsonConfig config;
    private final List<Integer> channels;
    private final int groups;
    private final int latentChannels;

    VaeConfigReader(JsonConfig config) {
        this.config = config;
        this.channels = config.positives("block_out_channels", List.of(64));
        this.groups = config.positive("norm_num_groups", DEFAULT_GROUPS);
        this.latentChannels = config.positive("latent_channels", 4);
    }

    VaeConfig read() {
        requireSupported();
        return new VaeConfig(
                latentChannels,
                channels,
                config.positive("layers_per_block", 1),
                groups,
                config.findBoolean("mid_block_add_attention").orElse(true),
                config.findBoolean("use_quant_conv").orElse(true),
                config.findBoolean("use_post_quant_conv").orElse(true),
                config.findBoolean("force_upcast").orElse(true),
                scaling());
    }

    private void requireSupported() {
        config.requireOnly("_class_name", "AutoencoderKL");
        if (config.has("act_fn") && Activation.read(config, "act_fn") != Activation.SILU) {
            throw config.mismatch("act_fn", "silu, the only supported value");
        }
        config.requireOnly("in_channels", 3);
        config.requireOnly("out_channels", 3);
        if (channels.size() > MOST_STAGES) {
            throw config.mismatch("block_out_channels", "at most %d levels".formatted(MOST_STAGES));
        }
        if (channels.stream().anyMatch(count -> count % groups != 0)) {
            throw config.mismatch(
                    "block_out_channels", "multiples of norm_num_groups, which is " + groups);
        }
        requireBlocks("down_block_types", "DownEncoderBlock2D");
        requireBlocks("up_block_types", "UpDecoderBlock2D");
    }

    private void requireBlocks(String key, String type) {
        var expected = Collections.nCopies(channels.size(), type);
        if (!config.findStrings(key).orElse(List.of(type)).equals(expected)) {
            throw config.mismatch(key, "%s for each of %d levels".formatted(type, channels.size()));
        }
    }

    private LatentScaling scaling() {
        double factor = config.findNumber("scaling_factor").orElse(DEFAULT_SCALING_FACTOR);
        if (!(factor > 0)) {
            throw config.mismatch("scaling_factor", "a number greater than 0");
        }
        if (config.has("latents_mean") != config.has("latents_std")) {
            throw config.mismatch("latents_std", "a list where latents_mean is one, and only then");
        }
        if (config.has("shift_factor") && config.has("latents_mean")) {
            throw config.mismatch("shift_factor", "null where there is a latents_mean");
        }
        var shift = perChannel("latents_mean", config.findNumber("shift_factor").orElse(0.0));
        var deviations = perChannel("latents_std", 1.0);
        if (deviations.stream().anyMatch(deviation -> !(deviation > 0))) {
            throw config.mismatch("latents_std", "numbers greater than 0");
        }
        return new LatentScaling(
                shift, deviations.stream().map(deviation -> factor / deviation).toList());
    }

    private List<Double> perChannel(String key, double otherwise) {
        var values =
                config.findNumbers(key)
                        .orElseGet(() -> Collections.nCopies(latentChannels, otherwise));
        if (values.size() != latentChannels) {
            throw config.mismatch(key, latentChannels + " numbers, one for each latent channel");
        }
        return values;
    }
}
