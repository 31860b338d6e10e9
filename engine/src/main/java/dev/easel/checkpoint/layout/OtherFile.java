package dev.easel.checkpoint.layout;

import dev.easel.checkpoint.CheckpointException;

import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;

/** Files of weights that are no checkpoint of a whole model that Easel knows; the first counts. */
enum OtherFile {
    ADAPTER(
            "(lora|lycoris)_.*|.*\\.(lora_(down|up|A|B|mid)(\\..*)?|hada_w\\d_\\w|lokr_w\\d.*"
                    + "|dora_scale)",
            "a LoRA, which changes a model and is none"),
    EMBEDDING(
            "emb_params|string_to_param.*|clip_[lg]", "an embedding (textual inversion), no model"),
    CONTROL("control_model\\..*|controlnet_cond_embedding\\..*", "a ControlNet, no model"),
    FLUX(
            ".*\\b(double_blocks|single_blocks|double_stream_blocks)\\.\\d.*",
            "a Flux model, which Easel does not know yet"),
    SD3(".*\\bjoint_blocks\\.\\d.*", "an SD 3 model, which Easel does not know yet"),
    REFINER(
            "conditioner\\.embedders\\.0\\.model\\..*",
            "SDXL's refiner, which Easel does not know; expected SDXL's base model"),
    UNET(
            "(model\\.diffusion_model\\.)?(input_blocks|middle_block)\\..*",
            "a UNet without text models and VAE; name a model that has them: --base MODEL"),
    LANGUAGE("(token_embd|blk\\.\\d+)\\..*", "a language model, which draws nothing"),
    VAE(
            "(first_stage_model\\.)?(encoder|decoder)\\.(mid|conv_in|mid_block)\\..*",
            "a VAE alone, which another model can take: --vae FILE"),
    DIFFUSERS(
            "(down_blocks|up_blocks|text_model)\\..*",
            "a part of a model in diffusers' layout; expected the folder with model_index.json");

    private final Pattern keys;
    private final String description;

    OtherFile(String keys, String description) {
        this.keys = Pattern.compile(keys);
        this.description = description;
    }

    /** {@return why a file is not loaded} */
    static CheckpointException refused(String file, Set<String> keys) {
        return Arrays.stream(values())
                .filter(kind -> keys.stream().anyMatch(kind.keys.asMatchPredicate()))
                .findFirst()
                .map(kind -> new CheckpointException(file + " is " + kind.description))
                .orElseGet(() -> unknown(file, keys));
    }

    private static CheckpointException unknown(String file, Set<String> keys) {
        return new CheckpointException(
                "%s is no checkpoint of SD 1.x, SD 2.x or SDXL: its tensors are %s%s"
                        .formatted(
                                file,
                                keys.isEmpty()
                                        ? "none"
                                        : String.join(", ", keys.stream().limit(3).toList()),
                                keys.size() > 3 ? ", ..." : ""));
    }
}
