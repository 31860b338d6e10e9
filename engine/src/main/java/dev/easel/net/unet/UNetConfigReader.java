package dev.easel.net.unet;

import dev.easel.checkpoint.JsonConfig;
import dev.easel.nn.Activation;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Reads diffusers' {@code UNet2DConditionModel} configuration and refuses what is unsupported. */
final class UNetConfigReader {
    private static final List<Integer> DEFAULT_CHANNELS = List.of(320, 640, 1280, 1280);
    private static final int DEFAULT_GROUPS = 32;
    private static final int DEFAULT_CONTEXT_WIDTH = 1280;
    private static final double DEFAULT_EPS = 1e-5;

    private final JsonConfig config;
    private final List<Integer> channels;
    private final int groups;

    UNetConfigReader(JsonConfig config) {
        this.config = config;
        this.channels = config.positives("block_out_channels", DEFAULT_CHANNELS);
        this.groups = config.positive("norm_num_groups", DEFAULT_GROUPS);
    }

    UNetConfig read() {
        requireSupported();
        requireDivisible();
        boolean midBlock = midBlock();
        return new UNetConfig(
                config.positive("in_channels", 4),
                config.positive("out_channels", 4),
                levels(midBlock),
                midBlock,
                config.positive("layers_per_block", 2),
                config.positive("cross_attention_dim", DEFAULT_CONTEXT_WIDTH),
                groups,
                config.findNumber("norm_eps").orElse(DEFAULT_EPS),
                config.findBoolean("use_linear_projection").orElse(false),
                symmetricDownsampling(),
                config.positive("time_embedding_dim", 4 * channels.getFirst()),
                config.findBoolean("flip_sin_to_cos").orElse(true),
                frequencyShift(),
                guidanceWidth(),
                textTime());
    }

    private void requireSupported() {
        config.requireOnly("_class_name", "UNet2DConditionModel");
        config.requireAbsent(
                "class_embed_type",
                "num_class_embeds",
                "encoder_hid_dim",
                "encoder_hid_dim_type",
                "time_embedding_act_fn",
                "timestep_post_act",
                "cross_attention_norm",
                "reverse_transformer_layers_per_block");
        config.requireFalse(
                "center_input_sample",
                "class_embeddings_concat",
                "dual_cross_attention",
                "mid_block_only_cross_attention",
                "only_cross_attention",
                "resnet_skip_time_act");
        config.requireOnly("attention_type", "default");
        config.requireOnly("resnet_time_scale_shift", "default");
        config.requireOnly("time_embedding_type", "positional");
        config.requireOnly("conv_in_kernel", 3);
        config.requireOnly("conv_out_kernel", 3);
        config.requireOnly("mid_block_scale_factor", 1);
        config.requireOnly("resnet_out_scale_factor", 1);
        if (config.has("act_fn") && Activation.read(config, "act_fn") != Activation.SILU) {
            throw config.mismatch("act_fn", "silu, the only supported value");
        }
    }

    private void requireDivisible() {
        if (channels.stream().anyMatch(count -> count % groups != 0)) {
            throw config.mismatch(
                    "block_out_channels", "multiples of norm_num_groups, which is " + groups);
        }
        if (channels.getFirst() % 2 != 0) {
            throw config.mismatch("block_out_channels", "an even first number");
        }
    }

    private List<UNetConfig.Level> levels(boolean midBlock) {
        int count = channels.size();
        var down = attention("down_block_types", "CrossAttnDownBlock2D", "DownBlock2D");
        var up = attention("up_block_types", "CrossAttnUpBlock2D", "UpBlock2D").reversed();
        String headsKey =
                config.has("num_attention_heads") ? "num_attention_heads" : "attention_head_dim";
        var heads = perLevel(headsKey, 8);
        var depths = perLevel("transformer_layers_per_block", 1);
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    var level =
                            new UNetConfig.Level(
                                    channels.get(i),
                                    down.get(i),
                                    up.get(i),
                                    heads.get(i),
                                    depths.get(i));
                    boolean attends = down.get(i) || up.get(i) || (midBlock && i == count - 1);
                    if (attends && level.channels() % level.heads() != 0) {
                        throw config.mismatch(
                                headsKey, "divisors of block_out_channels, which are " + channels);
                    }
                    return level;
                })
                .toList();
    }

    /** {@return for each block whether it has transformers; by default all but the lowest} */
    private List<Boolean> attention(String key, String with, String without) {
        if (!config.has(key) && channels.size() == DEFAULT_CHANNELS.size()) {
            boolean down = key.startsWith("down");
            return List.of(down, true, true, !down);
        }
        var types = config.findStrings(key).orElse(List.of());
        if (types.size() != channels.size() || !List.of(with, without).containsAll(types)) {
            throw config.mismatch(
                    key,
                    "%d block types, each of them %s or %s"
                            .formatted(channels.size(), with, without));
        }
        return types.stream().map(with::equals).toList();
    }

    /** {@return a number for each level; a single number in the file stands for all} */
    private List<Integer> perLevel(String key, int otherwise) {
        if (!config.isList(key)) {
            return Collections.nCopies(channels.size(), config.positive(key, otherwise));
        }
        List<Integer> values = config.positives(key, List.of());
        if (values.size() != channels.size()) {
            throw config.mismatch(
                    key, "one number, or %d of them in a list".formatted(channels.size()));
        }
        return values;
    }

    /** An explicit null means that there is none. */
    private boolean midBlock() {
        config.requireOnly("mid_block_type", "UNetMidBlock2DCrossAttn");
        return config.has("mid_block_type") || !config.keys().contains("mid_block_type");
    }

    private boolean symmetricDownsampling() {
        return switch (config.findInteger("downsample_padding").orElse(1)) {
            case 0 -> false;
            case 1 -> true;
            default -> throw config.mismatch("downsample_padding", "0 or 1");
        };
    }

    private double frequencyShift() {
        double shift = config.findNumber("freq_shift").orElse(0.0);
        if (!(shift < channels.getFirst() / 2)) {
            throw config.mismatch("freq_shift", "less than half of the first block_out_channels");
        }
        return shift;
    }

    private OptionalInt guidanceWidth() {
        String key = "time_cond_proj_dim";
        if (!config.has(key)) {
            return OptionalInt.empty();
        }
        int width = config.integer(key);
        if (width < 4 || width % 2 != 0) {
            throw config.mismatch(key, "an even number of at least 4");
        }
        return OptionalInt.of(width);
    }

    private Optional<UNetConfig.TextTimeWidths> textTime() {
        config.requireOnly("addition_embed_type", "text_time");
        if (!config.has("addition_embed_type")) {
            return Optional.empty();
        }
        int perTimeId = config.integer("addition_time_embed_dim");
        if (perTimeId < 2 || perTimeId % 2 != 0) {
            throw config.mismatch("addition_time_embed_dim", "an even number of at least 2");
        }
        int input = config.integer("projection_class_embeddings_input_dim");
        if (input <= perTimeId) {
            throw config.mismatch(
                    "projection_class_embeddings_input_dim", "more than " + perTimeId);
        }
        return Optional.of(new UNetConfig.TextTimeWidths(perTimeId, input));
    }
}
