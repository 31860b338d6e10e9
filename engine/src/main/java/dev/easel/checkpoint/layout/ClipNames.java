package dev.easel.checkpoint.layout;

import java.util.regex.Pattern;

/**
 * The names of a text model's tensors in files of Stable Diffusion 1 and of SDXL's first text
 * model: those of transformers, with {@code text_model.} before them or without it. What belongs to
 * CLIP's pictures is of no use.
 */
record ClipNames() implements OriginalNames {
    private static final Pattern USED =
            Pattern.compile("(text_model\\.)?(embeddings|encoder|final_layer_norm)\\..+");
    private static final Pattern USELESS =
            Pattern.compile(
                    "text_projection(\\.weight)?|logit_scale|(text_model\\.)?embeddings\\.position_ids");

    @Override
    public Translation translate(String name) {
        if (USELESS.matcher(name).matches()) {
            return OriginalNames.ignored();
        }
        return USED.matcher(name).matches() ? OriginalNames.renamed(name) : new Unknown();
    }
}
