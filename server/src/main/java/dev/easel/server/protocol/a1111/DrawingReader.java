package dev.easel.server.protocol.a1111;

import dev.easel.pipeline.SamplingSettings;
import dev.easel.server.fields.LoraFields;
import dev.easel.server.fields.StyleNames;
import dev.easel.server.protocol.a1111.CallerOptions.Options;
import dev.easel.server.request.GenerationRequest.Drawing;
import dev.easel.server.request.InvalidRequestException;
import dev.easel.server.request.LimitSettings;
import dev.easel.server.web.Shown;

import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads what both kinds of requests have: what is drawn, and how. */
@Component
final class DrawingReader {
    private static final int STEPS = 50;
    private static final double CFG_SCALE = 7;

    private final ModelTitles models;
    private final LimitSettings limits;

    DrawingReader(ModelTitles models, LimitSettings limits) {
        this.models = models;
        this.limits = limits;
    }

    /**
     * A drawing as it was understood.
     *
     * @param prompt with its styles around it, and the tags of LoRAs in it
     * @param styles the names that were sent
     */
    record Drawn(Drawing drawing, String prompt, String negativePrompt, List<String> styles) {}

    /**
     * {@return the drawing of a request; it has previews between its steps, for who asks for it}
     */
    Drawn read(Values values, Options options, List<String> notes) {
        var styles = values.texts("styles");
        String prompt = values.text("prompt", limits.maxPrompt());
        String negative = values.text("negative_prompt", limits.maxPrompt());
        for (String name : styles) {
            var style = StyleNames.find(name);
            if (style.isEmpty()) {
                notes.add("style %s is not here".formatted(Shown.of(name)));
            } else {
                prompt = style.get().applyTo(prompt);
                negative = style.get().appendTo(negative);
            }
        }
        String model = options.model().orElseGet(models::usual);
        int number = number(values);
        var sampling = sampling(values, number, notes);
        var drawing =
                new Drawing(
                                model,
                                prompt,
                                Optional.of(negative).filter(words -> !words.isEmpty()),
                                number,
                                sampling)
                        .withClipSkip(clipSkip(model, options, notes))
                        .withPreview(sampling.steps().orElse(0) > 1);
        return new Drawn(LoraFields.read(drawing, values.body()), prompt, negative, styles);
    }

    /** As in A1111, SDXL's layer is always the same: programs send that of other models along. */
    private OptionalInt clipSkip(String model, Options options, List<String> notes) {
        if (options.clipSkip().isPresent() && models.isSdxl(model)) {
            notes.add(OptionReader.CLIP_SKIP + " is not used: SDXL has one layer for all");
            return OptionalInt.empty();
        }
        return options.clipSkip();
    }

    /** {@return how many pictures} */
    private int number(Values values) {
        int size = values.whole("batch_size", 1, limits.maxNumber(), 1);
        int batches = values.whole("n_iter", 1, limits.maxNumber(), 1);
        if (size * batches > limits.maxNumber()) {
            throw new InvalidRequestException(
                    "n_iter times batch_size must be at most %d, got %d"
                            .formatted(limits.maxNumber(), size * batches));
        }
        return size * batches;
    }

    private SamplingSettings sampling(Values values, int number, List<String> notes) {
        var settings =
                SamplingSettings.defaults()
                        .withSteps(values.whole("steps", 1, limits.maxSteps(), STEPS))
                        .withGuidanceScale(
                                values.number("cfg_scale", 0, limits.maxCfgScale(), CFG_SCALE));
        var sampling = SamplerChoice.read(values, notes).applyTo(settings);
        long seed = values.seed("seed", SamplingSettings.MAX_SEED - (number - 1));
        return seed < 0 ? sampling : sampling.withSeed(seed);
    }
}
