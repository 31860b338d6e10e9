package dev.easel.server.protocol.openai;

import dev.easel.server.fields.Fields;

import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.Set;

/** The fields of requests: OpenAI's, and what Easel takes beyond them. */
final class FieldNames {
    static final Set<String> ALL =
            Set.of(
                    "prompt",
                    "model",
                    "n",
                    "size",
                    "quality",
                    "response_format",
                    "output_format",
                    "output_compression",
                    "background",
                    "moderation",
                    "style",
                    "user",
                    "stream",
                    "partial_images",
                    "input_fidelity",
                    "image",
                    "images",
                    "mask",
                    "steps",
                    "seed",
                    "negative_prompt",
                    "guidance_scale",
                    "cfg_scale",
                    "sampler",
                    "loras",
                    "strength",
                    "mask_blur");

    private FieldNames() {}

    /** Notes the fields that nobody knows. */
    static void noteUnknown(JsonNode body, List<String> notes) {
        notes.addAll(new Fields(body).unknown(ALL::contains));
    }
}
