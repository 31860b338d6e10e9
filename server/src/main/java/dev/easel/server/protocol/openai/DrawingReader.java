package dev.easel.server.protocol.openai;

import dev.easel.catalog.Style;
import dev.easel.pipeline.ParameterRange;
import dev.easel.pipeline.SamplingSettings;
import dev.easel.server.fields.Fields;
import dev.easel.server.fields.LoraFields;
import dev.easel.server.fields.Range;
import dev.easel.server.fields.SamplingFields;
import dev.easel.server.fields.StyleNames;
import dev.easel.server.fields.StyledWords;
import dev.easel.server.fields.WrittenFields;
import dev.easel.server.models.Choice;
import dev.easel.server.protocol.openai.ModelNames.Meant;
import dev.easel.server.request.GenerationRequest.Drawing;
import dev.easel.server.request.LimitSettings;
import dev.easel.server.request.WrittenWords;

import org.springframework.stereotype.Component;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Reads what is drawn, and how. */
@Component
final class DrawingReader {
    /** What OpenAI's own styles are, which change nothing here. */
    private static final List<String> MOODS = List.of("vivid", "natural");

    private final LimitSettings limits;

    DrawingReader(LimitSettings limits) {
        this.limits = limits;
    }

    /**
     * A drawing as it was understood.
     *
     * @param revised the prompt that is drawn, where a style has changed it
     * @param written the words as they were sent
     * @param quality low, medium or high
     */
    record Drawn(
            Drawing drawing,
            Choice model,
            Optional<String> revised,
            WrittenWords written,
            String quality) {}

    /** {@return the drawing of a request by this model} */
    Drawn read(Fields fields, Meant model, List<String> notes) {
        String prompt = fields.words("prompt", limits.maxPrompt()).orElse("");
        var negative =
                fields.words("negative_prompt", limits.maxPrompt())
                        .filter(words -> !words.isEmpty());
        var style = style(fields, notes);
        var words = StyledWords.of(style, prompt, negative);
        int number =
                fields.number("n", Range.of(ParameterRange.NUMBER).upTo(limits.maxNumber()))
                        .map(BigDecimal::intValue)
                        .orElse(1);
        var plain =
                new Drawing(
                        model.name(),
                        words.prompt(),
                        words.negativePrompt(),
                        number,
                        sampling(fields, number));
        var drawing = LoraFields.read(plain, fields.body());
        var quality = Quality.read(fields);
        var sent = WrittenFields.read(fields, true);
        var written =
                new WrittenWords(prompt, negative, style.flatMap(_ -> sent.style()), sent.loras());
        return new Drawn(
                quality.applyTo(drawing, model.choice(), limits.maxSteps(), notes),
                model.choice(),
                style.map(_ -> drawing.prompt()),
                written,
                quality.wireName());
    }

    private static Optional<Style> style(Fields fields, List<String> notes) {
        var name = fields.name("style");
        if (name.filter(MOODS::contains).isPresent()) {
            notes.add("style %s changes nothing here".formatted(name.get()));
            return Optional.empty();
        }
        return name.map(given ->
                StyleNames.find(given)
                        .orElseThrow(() ->
                                Fields.wrong(
                                        "style",
                                        "vivid, natural or one of "
                                                + String.join(", ", StyleNames.ALL),
                                        given)));
    }

    private SamplingSettings sampling(Fields fields, int number) {
        var sampling = SamplingSettings.defaults();
        var steps =
                fields.number("steps", Range.of(ParameterRange.STEPS).upTo(limits.maxSteps()))
                        .map(BigDecimal::intValue);
        if (steps.isPresent()) {
            sampling = sampling.withSteps(steps.get());
        }
        var guidance = Range.of(ParameterRange.GUIDANCE_SCALE).upTo(limits.maxCfgScale());
        var scale =
                fields.number("guidance_scale", guidance)
                        .or(() -> fields.number("cfg_scale", guidance))
                        .map(BigDecimal::doubleValue);
        if (scale.isPresent()) {
            sampling = sampling.withGuidanceScale(scale.get());
        }
        var sampler = SamplingFields.anySampler(fields);
        if (sampler.isPresent()) {
            sampling = sampling.withSampler(sampler.get().sampler());
            var spacing = sampler.get().spacing();
            sampling = spacing.isPresent() ? sampling.withSpacing(spacing.get()) : sampling;
        }
        return SamplingFields.seeded(
                sampling, fields.number("seed", Range.of(ParameterRange.SEED)), number);
    }
}
