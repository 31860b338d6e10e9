package dev.easel.checkpoint.layout;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.checkpoint.JsonConfig;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What a single file is a checkpoint of, by the names of its tensors. */
enum CheckpointKind {
    /** Stable Diffusion 1: CLIP with transformers' names. */
    SD1("SD 1.x", PublishedConfigs.SD15, Map.of("text_encoder", "cond_stage_model.transformer.")),
    /** Stable Diffusion 2: OpenCLIP. */
    SD2("SD 2.x", PublishedConfigs.SD21, Map.of("text_encoder", "cond_stage_model.model.")),
    /** Stable Diffusion XL: both. */
    SDXL(
            "SDXL",
            PublishedConfigs.SDXL,
            Map.of(
                    "text_encoder", "conditioner.embedders.0.transformer.",
                    "text_encoder_2", "conditioner.embedders.1.model."));

    static final String UNET = "model.diffusion_model.";
    static final String VAE = "first_stage_model.";

    /** Of the training, of the noise schedule, marks, and a depth estimator that is not loaded. */
    private static final Pattern USELESS =
            Pattern.compile(
                    "betas|alphas_cumprod(_prev)?|(sqrt|log)_.*|posterior_.*|logvar|lvlb_weights"
                            + "|scale_factor|sigmas|denoiser\\.sigmas|model_ema\\..*"
                            + "|embedding_manager\\..*|depth_model\\..*|v_pred|ztsnr"
                            + "|(cond_stage_model|conditioner\\.embedders\\.[01])\\."
                            + "(logit_scale|text_projection)");

    private final String title;
    private final PublishedConfigs published;

    @SuppressWarnings("ImmutableEnumChecker") // made by Map.of
    private final Map<String, String> textModels;

    CheckpointKind(String title, PublishedConfigs published, Map<String, String> textModels) {
        this.title = title;
        this.published = published;
        this.textModels = textModels;
    }

    /**
     * {@return what a file is a checkpoint of}
     *
     * @param file what messages call it
     * @param keys of its tensors
     * @throws CheckpointException where it is none, where a part is missing, or where tensors
     *     belong to no part
     */
    static CheckpointKind of(String file, Set<String> keys) {
        if (!isCheckpoint(keys)) {
            throw FileKind.refused(file, keys);
        }
        for (var kind : List.of(SDXL, SD2, SD1)) {
            if (kind.textModels.values().stream().anyMatch(prefix -> any(keys, prefix))) {
                kind.requireParts(file, keys);
                return kind;
            }
        }
        throw FileKind.refused(file, keys);
    }

    /** {@return whether a file has a UNet and text models as checkpoints have them} */
    static boolean isCheckpoint(Set<String> keys) {
        return any(keys, UNET + "input_blocks.")
                && (any(keys, "cond_stage_model.") || any(keys, "conditioner.embedders."));
    }

    private static boolean any(Set<String> keys, String prefix) {
        return keys.stream().anyMatch(key -> key.startsWith(prefix));
    }

    private void requireParts(String file, Set<String> keys) {
        var prefixes = prefixes();
        prefixes.forEach((part, prefix) -> {
            if (!any(keys, prefix)) {
                throw new CheckpointException(
                        "%s looks like %s and has no %s; expected tensors %s*"
                                .formatted(file, title, part, prefix));
            }
        });
        var left =
                keys.stream()
                        .filter(key -> prefixes.values().stream().noneMatch(key::startsWith))
                        .filter(key -> !USELESS.matcher(key).matches())
                        .sorted()
                        .toList();
        if (!left.isEmpty()) {
            throw new CheckpointException(
                    "%s: %d tensors are of no part of an %s checkpoint: %s%s"
                            .formatted(
                                    file,
                                    left.size(),
                                    title,
                                    String.join(", ", left.stream().limit(3).toList()),
                                    left.size() > 3 ? ", ..." : ""));
        }
    }

    /** {@return what the names of a part's tensors begin with, by diffusers' name of the part} */
    Map<String, String> prefixes() {
        var prefixes = new LinkedHashMap<>(textModels);
        prefixes.put("unet", UNET);
        prefixes.put("vae", VAE);
        return prefixes;
    }

    /** {@return what diffusers calls the tensors of a part, which its configuration tells} */
    OriginalNames names(String part, JsonConfig config) {
        return switch (part) {
            case "unet" -> UNetNames.of(config);
            case "vae" -> VaeNames.of(config);
            default ->
                    textModels.getOrDefault(part, "").endsWith(".transformer.")
                            ? new ClipNames()
                            : new OpenClipNames(
                                    config.positive("num_hidden_layers", 1),
                                    part.equals("text_encoder_2"));
        };
    }

    /** {@return what people call it} */
    String title() {
        return title;
    }

    PublishedConfigs published() {
        return published;
    }
}
