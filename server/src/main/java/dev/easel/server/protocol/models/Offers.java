package dev.easel.server.protocol.models;

import dev.easel.catalog.Shelf;
import dev.easel.pipeline.SamplerNames;
import dev.easel.pipeline.SamplingSettings;
import dev.easel.sampling.SigmaSpacing;
import dev.easel.server.fields.StyleNames;
import dev.easel.server.models.ModelInventory;
import dev.easel.server.request.LimitSettings;
import dev.easel.server.web.WebSettings;

import org.springframework.stereotype.Component;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What requests may have whatever the model. */
@Component
final class Offers {
    private static final int MOST_BLUR = 64;
    private static final int MOST_ENLARGEMENT = 4;
    private static final int MOST_LORA_WEIGHT = 4;

    /** Of an upscaled picture's sides to those of the sent one. */
    private static final List<Integer> FACTORS = List.of(2, 4);

    private final ModelInventory inventory;
    private final LimitSettings limits;
    private final WebSettings web;

    Offers(ModelInventory inventory, LimitSettings limits, WebSettings web) {
        this.inventory = inventory;
        this.limits = limits;
        this.web = web;
    }

    void describe(ObjectNode json) {
        texts(json.putArray("samplers"), SamplerNames.own().stream());
        texts(
                json.putArray("schedulers"),
                Stream.of(SigmaSpacing.values()).map(it -> it.name().toLowerCase(Locale.ROOT)));
        texts(json.putArray("styles"), StyleNames.ALL.stream());
        texts(json.putArray("loras"), inventory.names(Shelf.LORAS).stream());
        texts(json.putArray("embeddings"), inventory.names(Shelf.EMBEDDINGS).stream());
        ranges(json.putObject("ranges"));
        json.putObject("image")
                .put("max_pixels", limits.maxImagePixels())
                // As base64 it is a third longer.
                .put("max_bytes", web.bodyLimit() / 4 * 3);
        var upscale = json.putObject("upscale").put("max_pixels", limits.maxPixels());
        var factors = upscale.putArray("factors");
        FACTORS.forEach(factors::add);
    }

    private static void texts(ArrayNode array, Stream<String> texts) {
        texts.forEach(array::add);
    }

    private void ranges(ObjectNode json) {
        json.putArray("steps").add(1).add(limits.maxSteps());
        json.putArray("cfg_scale").add(0).add(limits.maxCfgScale());
        json.putArray("number").add(1).add(limits.maxNumber());
        json.putArray("seed").add(0).add(SamplingSettings.MAX_SEED);
        json.putArray("strength").add(0).add(1);
        json.putArray("mask_blur").add(0).add(MOST_BLUR);
        json.putArray("hires_scale").add(1).add(MOST_ENLARGEMENT);
        json.putArray("hires_denoise").add(0).add(1);
        json.putArray("lora_weight").add(-MOST_LORA_WEIGHT).add(MOST_LORA_WEIGHT);
        json.put("prompt", limits.maxPrompt());
    }
}
