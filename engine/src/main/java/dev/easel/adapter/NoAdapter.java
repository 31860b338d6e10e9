package dev.easel.adapter;

import dev.easel.checkpoint.CheckpointException;

import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;

/** Files of weights that are no adapters; the first counts. */
enum NoAdapter {
    CONTROL("control_model\\..*|controlnet_cond_embedding\\..*", "a ControlNet"),
    MODEL(
            "(model\\.diffusion_model|cond_stage_model|conditioner\\.embedders)\\..*",
            "a model (--model takes it)"),
    EMBEDDING("emb_params|string_to_param.*|clip_[lg]", "an embedding (textual inversion)"),
    PART(
            "(down_blocks|up_blocks|text_model|encoder|decoder|first_stage_model)\\..*",
            "a part of a model");

    private final Pattern keys;
    private final String description;

    NoAdapter(String keys, String description) {
        this.keys = Pattern.compile(keys);
        this.description = description;
    }

    /** {@return why a file is not taken} */
    static CheckpointException refused(String file, Set<String> keys) {
        return Arrays.stream(values())
                .filter(kind -> keys.stream().anyMatch(kind.keys.asMatchPredicate()))
                .findFirst()
                .map(kind ->
                        new CheckpointException(
                                "%s is %s, no LoRA or other adapter"
                                        .formatted(file, kind.description)))
                .orElseGet(() ->
                        new CheckpointException(
                                "%s is no adapter that Easel knows: its tensors are %s%s"
                                        .formatted(
                                                file,
                                                keys.isEmpty()
                                                        ? "none"
                                                        : String.join(
                                                                ", ",
                                                                keys.stream().limit(3).toList()),
                                                keys.size() > 3 ? ", ..." : "")));
    }
}
