package dev.easel.depth;

import dev.easel.checkpoint.JsonConfig;
import dev.easel.nn.Activation;

import java.util.List;
import java.util.stream.IntStream;

/** Reads transformers' {@code DPTConfig} and refuses what is unsupported. */
final class DepthConfigReader {
    private static final int DIRECT = Neck.DIRECT;
    private static final List<Integer> DEFAULT_LAYERS = List.of(2, 5, 8, 11);
    private static final List<Double> DEFAULT_FACTORS = List.of(4.0, 2.0, 1.0, 0.5);
    private static final double DEFAULT_EPS = 1e-12;

    private final JsonConfig config;
    private final List<Integer> neckChannels;

    DepthConfigReader(JsonConfig config) {
        this.config = config;
        this.neckChannels = config.positives("neck_hidden_sizes", List.of(96, 192, 384, 768));
    }

    DepthConfig read() {
        requireSupported();
        var backbone =
                BackboneConfig.read(
                        config.findObject("backbone_config")
                                .orElseThrow(
                                        () -> config.mismatch("backbone_config", "an object")));
        requireFit(backbone);
        var transformer = transformer();
        return new DepthConfig(
                backbone,
                transformer,
                gridSize(),
                taps(transformer.layers()),
                config.positive("fusion_hidden_size", 256));
    }

    private void requireSupported() {
        config.requireOnly("model_type", "dpt");
        if (!config.findBoolean("is_hybrid").orElse(false)) {
            throw config.mismatch("is_hybrid", "true, the only supported value");
        }
        config.requireOnly("readout_type", "project");
        config.requireOnly("num_channels", 3);
        config.requireOnly("patch_size", BackboneConfig.STRIDE);
        config.requireOnly("head_in_index", -1);
        config.requireFalse("add_projection", "use_batch_norm_in_fusion_residual");
        if (!config.findBoolean("use_bias_in_fusion_residual").orElse(true)) {
            throw config.mismatch("use_bias_in_fusion_residual", "true or null");
        }
        var direct = IntStream.range(0, DIRECT).boxed().toList();
        if (!integers("neck_ignore_stages", direct).equals(direct)) {
            throw config.mismatch("neck_ignore_stages", direct + ", the only supported value");
        }
    }

    private void requireFit(BackboneConfig backbone) {
        var shape = config.positives("backbone_featmap_shape", List.of(1, 1024, 24, 24));
        int last = backbone.channels().getLast();
        if (shape.size() != 4 || shape.get(1) != last) {
            throw config.mismatch(
                    "backbone_featmap_shape",
                    "4 numbers, the second of them %d as in backbone_config".formatted(last));
        }
        var first = backbone.channels().subList(0, DIRECT);
        if (neckChannels.size() <= DIRECT || !neckChannels.subList(0, DIRECT).equals(first)) {
            throw config.mismatch(
                    "neck_hidden_sizes",
                    "more than %d numbers, the first of them %s as in backbone_config"
                            .formatted(DIRECT, first));
        }
    }

    private DepthConfig.Transformer transformer() {
        int width = config.positive("hidden_size", 768);
        int heads = config.positive("num_attention_heads", 12);
        if (width % heads != 0) {
            throw config.mismatch(
                    "num_attention_heads", "a divisor of hidden_size, which is " + width);
        }
        return new DepthConfig.Transformer(
                width,
                config.positive("intermediate_size", 3072),
                config.positive("num_hidden_layers", 12),
                heads,
                config.findBoolean("qkv_bias").orElse(true),
                config.has("hidden_act") ? Activation.read(config, "hidden_act") : Activation.GELU,
                config.findNumber("layer_norm_eps").orElse(DEFAULT_EPS));
    }

    private int gridSize() {
        int size = config.positive("image_size", 384) / BackboneConfig.STRIDE;
        if (size < 1) {
            throw config.mismatch("image_size", "at least " + BackboneConfig.STRIDE);
        }
        return size;
    }

    /** The order is that of the layers, whatever the list's is. */
    private List<DepthConfig.Tap> taps(int layers) {
        var indices = integers("backbone_out_indices", DEFAULT_LAYERS);
        var tapped =
                indices.stream()
                        .skip(DIRECT)
                        .filter(layer -> 0 <= layer && layer < layers)
                        .distinct()
                        .sorted()
                        .toList();
        if (tapped.size() != neckChannels.size() - DIRECT) {
            throw config.mismatch(
                    "backbone_out_indices",
                    "%d numbers, from the third on different layers below %d"
                            .formatted(neckChannels.size(), layers));
        }
        var factors = config.findNumbers("reassemble_factors").orElse(DEFAULT_FACTORS);
        if (factors.size() != neckChannels.size()) {
            throw config.mismatch(
                    "reassemble_factors", "%d numbers".formatted(neckChannels.size()));
        }
        return IntStream.range(0, tapped.size())
                .mapToObj(i ->
                        new DepthConfig.Tap(
                                tapped.get(i),
                                neckChannels.get(DIRECT + i),
                                halved(factors.get(DIRECT + i))))
                .toList();
    }

    private boolean halved(double factor) {
        if (factor != 1 && factor != 0.5) {
            throw config.mismatch("reassemble_factors", "1 or 0.5 from the third on");
        }
        return factor == 0.5;
    }

    private List<Integer> integers(String key, List<Integer> otherwise) {
        return config.has(key) ? config.integers(key) : otherwise;
    }
}
