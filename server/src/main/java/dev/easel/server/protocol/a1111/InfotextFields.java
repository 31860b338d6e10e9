package dev.easel.server.protocol.a1111;

import dev.easel.pictures.RecipeText;
import dev.easel.server.request.LimitSettings;
import dev.easel.server.web.Shown;

import org.springframework.stereotype.Component;

import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Map;

/** Fills the fields that a request leaves open by those of a picture's infotext. */
@Component
final class InfotextFields {
    private static final String INFOTEXT = "infotext";
    private static final int MOST_SETTINGS = 2000;

    /** Settings by A1111's names, and the fields that they are of. */
    private static final Map<String, String> FIELDS =
            Map.of(
                    "Steps", "steps",
                    "Sampler", "sampler_name",
                    "Schedule type", "scheduler",
                    "CFG scale", "cfg_scale",
                    "Seed", "seed",
                    "Denoising strength", "denoising_strength",
                    "Hires upscale", "hr_scale",
                    "Hires steps", "hr_second_pass_steps",
                    "Hires upscaler", "hr_upscaler");

    private final ModelTitles models;
    private final LimitSettings limits;

    InfotextFields(ModelTitles models, LimitSettings limits) {
        this.models = models;
        this.limits = limits;
    }

    /** {@return the request with its infotext's values for what it leaves open} */
    ObjectNode filled(ObjectNode sent, List<String> notes) {
        var values = new Values(sent);
        String text = values.text(INFOTEXT, 2 * limits.maxPrompt() + MOST_SETTINGS);
        if (text.isBlank()) {
            return sent;
        }
        var recipe = RecipeText.read(text);
        var filled = sent.deepCopy();
        fill(filled, "prompt", recipe.prompt());
        fill(filled, "negative_prompt", recipe.negativePrompt());
        FIELDS.forEach((name, field) ->
                recipe.setting(name).ifPresent(value -> fill(filled, field, value)));
        recipe.setting("Hires upscale").ifPresent(_ -> fill(filled, "enable_hr", "true"));
        recipe.setting("Size")
                .ifPresent(size -> {
                    String[] sides = size.split("x", 2);
                    if (sides.length == 2) {
                        fill(filled, "width", sides[0]);
                        fill(filled, "height", sides[1]);
                    }
                });
        filled.set("override_settings", overrides(filled, recipe, notes));
        return filled;
    }

    private ObjectNode overrides(ObjectNode filled, RecipeText recipe, List<String> notes) {
        var overrides = new Values(filled).object("override_settings").deepCopy();
        recipe.setting("Clip skip")
                .ifPresent(layer -> fill(overrides, OptionReader.CLIP_SKIP, layer));
        recipe.setting("Model")
                .ifPresent(model -> {
                    if (models.all().contains(model)) {
                        fill(overrides, OptionReader.MODEL, model);
                    } else if (!overrides.hasNonNull(OptionReader.MODEL)) {
                        notes.add("infotext's model %s is not here".formatted(Shown.of(model)));
                    }
                });
        return overrides;
    }

    private static void fill(ObjectNode fields, String name, String value) {
        if (!fields.hasNonNull(name)) {
            fields.put(name, value);
        }
    }
}
