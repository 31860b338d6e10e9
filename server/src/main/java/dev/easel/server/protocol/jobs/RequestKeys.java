package dev.easel.server.protocol.jobs;

import dev.easel.server.job.KeptRequest;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;

/** What is kept of a request, in the keys of {@code POST /jobs}: sent there, it is made again. */
final class RequestKeys {
    private static final int DIGITS = 6;

    private RequestKeys() {}

    /** {@return the keys; null where nothing is kept} */
    static JsonNode of(KeptRequest kept) {
        return kept.request().isEmpty() ? NullNode.getInstance() : keys(read(kept));
    }

    /** {@return how many steps a picture takes; 0 where that is not known} */
    static int steps(KeptRequest kept) {
        return kept.request().isEmpty() ? 0 : read(kept).path("steps").asInt(0);
    }

    private static JsonNode read(KeptRequest kept) {
        return JsonMapper.shared().readTree(kept.request());
    }

    private static ObjectNode keys(JsonNode kept) {
        var keys = JsonMapper.shared().createObjectNode();
        copy(kept, "action", keys, "action");
        copyWords(kept, keys);
        for (String name : List.of("model", "width", "height", "steps", "number", "sampler")) {
            copy(kept, name, keys, name);
        }
        if (kept.has("steps")) {
            String spacing = kept.path("spacing").asString("DEFAULT");
            keys.put("scheduler", spacing.toLowerCase(Locale.ROOT));
        }
        copy(kept, "guidance_scale", keys, "cfg_scale");
        copy(kept, "seed", keys, "seed");
        if (kept.has("denoising")) {
            var strength = BigDecimal.ONE.subtract(kept.path("denoising").decimalValue());
            keys.put("strength", strength.setScale(DIGITS, RoundingMode.HALF_UP).doubleValue());
        }
        copy(kept.path("mask"), "blur", keys, "mask_blur");
        copy(kept, "preview", keys, "preview");
        copyEnlargement(kept.path("enlargement"), keys);
        copyTarget(kept.path("target"), keys);
        return keys;
    }

    /** The words as they were sent stand above those that the model was given. */
    private static void copyWords(JsonNode kept, ObjectNode keys) {
        var words = kept.has("written") ? kept.path("written") : kept;
        for (String name : List.of("prompt", "negative_prompt", "style")) {
            copy(words, name, keys, name);
        }
        if (words.path("loras") instanceof ArrayNode loras) {
            var list = keys.putArray("loras");
            for (var lora : loras) {
                var entry = list.addObject();
                copy(lora, "name", entry, "name");
                copy(lora, "weight", entry, "weight");
            }
        }
    }

    private static void copyEnlargement(JsonNode enlargement, ObjectNode keys) {
        if (enlargement.isObject()) {
            var hires = keys.putObject("hires");
            copy(enlargement, "scale", hires, "scale");
            copy(enlargement, "denoising", hires, "denoise");
            copy(enlargement, "steps", hires, "steps");
        }
    }

    /** The size of an upscaled picture; twice as large is what it is without a word. */
    private static void copyTarget(JsonNode target, ObjectNode keys) {
        copy(target, "width", keys, "width");
        copy(target, "height", keys, "height");
    }

    private static void copy(JsonNode from, String name, ObjectNode to, String newName) {
        from.optional(name).ifPresent(value -> to.set(newName, value));
    }
}
