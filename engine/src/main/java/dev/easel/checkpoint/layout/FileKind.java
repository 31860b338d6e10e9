package dev.easel.checkpoint.layout;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.checkpoint.WeightSource;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;

/** What a file of weights is, told by the names of its tensors; the first kind that fits counts. */
public enum FileKind {
    ADAPTER(
            "(lora|lycoris)_.*|.*\\.(lora_(down|up|A|B|mid)(\\..*)?|hada_w\\d_\\w|lokr_w\\d.*"
                    + "|dora_scale)",
            "a LoRA",
            ", which changes a model and is none"),
    EMBEDDING(
            "emb_params|string_to_param.*|clip_[lg]|<[^.]*>",
            "an embedding",
            " (textual inversion), no model"),
    CONTROL("control_model\\..*|controlnet_cond_embedding\\..*", "a ControlNet", ", no model"),
    FLUX(
            ".*\\b(double_blocks|single_blocks|double_stream_blocks)\\.\\d.*",
            "a Flux model",
            ", which Easel does not know yet"),
    SD3(".*\\bjoint_blocks\\.\\d.*", "an SD 3 model", ", which Easel does not know yet"),
    REFINER(
            "conditioner\\.embedders\\.0\\.model\\..*",
            "SDXL's refiner",
            ", which Easel does not know; expected SDXL's base model"),
    /** A whole model in one file, with its text models. */
    CHECKPOINT("", "a whole model", ""),
    UNET(
            "(model\\.diffusion_model\\.)?(input_blocks|middle_block)\\..*",
            "a UNet",
            " without text models and VAE; name a model that has them: --base MODEL"),
    LANGUAGE("(token_embd|blk\\.\\d+)\\..*", "a language model", ", which draws nothing"),
    VAE(
            "(first_stage_model\\.)?(encoder|decoder)\\.(mid|conv_in|mid_block)\\..*",
            "a VAE",
            " alone, which another model can take: --vae FILE"),
    PREVIEW_DECODER(
            "(taesd\\w*\\.)?((encoder|decoder)\\.layers\\.)?\\d+\\.conv\\.\\d\\.weight",
            "a decoder of previews",
            " (TAESD), no model"),
    UPSCALER(
            "(conv_first|conv_up1|model\\.0)\\.weight|(RRDB_trunk|body)\\.\\d+\\.(RDB|rdb)1\\..*"
                    + "|model\\.1\\.sub\\.0\\..*|body\\.\\d+\\.weight|params(_ema)?\\..*",
            "an upscaler",
            ", which makes pictures larger, no model"),
    DIFFUSERS(
            "(down_blocks|up_blocks|text_model)\\..*",
            "a part of a model",
            " in diffusers' layout; expected the folder with model_index.json"),
    UNKNOWN("", "of no kind that Easel knows", "");

    private final Pattern tensors;
    private final String title;
    private final String remark;

    FileKind(String tensors, String title, String remark) {
        this.tensors = Pattern.compile(tensors);
        this.title = title;
        this.remark = remark;
    }

    /**
     * {@return what a file of weights is}
     *
     * @throws CheckpointException where it is missing or broken
     */
    public static FileKind of(Path file) {
        try (var opened = WeightSource.openFile(file)) {
            return of(opened.keys());
        }
    }

    /** {@return what a file with these tensors is} */
    public static FileKind of(Set<String> keys) {
        return Arrays.stream(values()).filter(kind -> kind.fits(keys)).findFirst().orElse(UNKNOWN);
    }

    private boolean fits(Set<String> keys) {
        return this == CHECKPOINT
                ? CheckpointKind.isCheckpoint(keys)
                : keys.stream().anyMatch(tensors.asMatchPredicate());
    }

    /** {@return what it is, the end of a sentence} */
    public String title() {
        return title;
    }

    /** {@return why a file is not loaded} */
    static CheckpointException refused(String file, Set<String> keys) {
        return Arrays.stream(values())
                .filter(kind -> kind != CHECKPOINT && kind.fits(keys))
                .findFirst()
                .map(kind -> new CheckpointException(file + " is " + kind.title + kind.remark))
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
