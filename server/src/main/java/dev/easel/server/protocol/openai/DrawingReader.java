package dev.easel.server.protocol.openai;

import dev.easel.catalog.Style;
import dev.easel.pipeline.ParameterRange;
import dev.easel.pipeline.SamplerNames;
import dev.easel.pipeline.SamplingSettings;
import dev.easel.sampling.Samplers;
import dev.easel.server.fields.Fields;
import dev.easel.server.fields.LoraFields;
import dev.easel.server.fields.Range;
import dev.easel.server.fields.StyleNames;
import dev.easel.server.fields.WrittenFields;
import dev.easel.server.protocol.openai.ModelNames.Meant;
import dev.easel.server.request.GenerationRequest.Drawing;
import dev.easel.server.request.InvalidRequestException;
import dev.easel.server.request.LimitSettings;
import dev.easel.server.request.WrittenWords;

import org.springframework.stereotype.Component;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

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
    record Drawn(Drawing drawing, Optional<String> revised, WrittenWords written, String quality) {}

    /** {@return the drawing of a request by this model} */
    Drawn read(Fields fields, Meant model, List<String> notes) {
        String prompt = text(fields, "prompt").orElse("");
        var negative = text(fields, "negative_prompt").filter(words -> !words.isEmpty());
        var style = style(fields, notes);
        var words = style.map(s -> s.applyTo(prompt)).orElse(prompt);
        var negativeWords =
                style.map(s -> s.appendTo(negative.orElse("")))
                        .filter(all -> !all.isEmpty())
                        .or(() -> negative);
        int number =
                fields.number("n", Range.of(ParameterRange.NUMBER).upTo(limits.maxNumber()))
                        .map(BigDecimal::intValue)
                        .orElse(1);
        var plain =
                new Drawing(model.name(), words, negativeWords, number, sampling(fields, number));
        var drawing = LoraFields.read(plain, fields.body());
        var quality = Quality.read(fields);
        var sent = WrittenFields.read(fields, true);
        var written =
                new WrittenWords(prompt, negative, style.flatMap(_ -> sent.style()), sent.loras());
        return new Drawn(
                quality.applyTo(drawing, model.choice(), limits.maxSteps(), notes),
                style.map(_ -> drawing.prompt()),
                written,
                quality.wireName());
    }

    private Optional<String> text(Fields fields, String name) {
        var text = fields.text(name);
        text.ifPresent(given -> {
            int count = given.codePointCount(0, given.length());
            if (count > limits.maxPrompt()) {
                throw new InvalidRequestException(
                        "%s must have at most %d characters, got %d"
                                .formatted(name, limits.maxPrompt(), count));
            }
            if (given.indexOf(0) >= 0) {
                throw new InvalidRequestException(
                        name + " must be text, got the character NUL in it");
            }
        });
        return text;
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
        var sampler = fields.name("sampler").map(DrawingReader::sampler);
        if (sampler.isPresent()) {
            sampling = sampling.withSampler(sampler.get().sampler());
            var spacing = sampler.get().spacing();
            sampling = spacing.isPresent() ? sampling.withSpacing(spacing.get()) : sampling;
        }
        return seeded(sampling, fields, number);
    }

    private static SamplerNames.Named sampler(String name) {
        return SamplerNames.find(name)
                .orElseThrow(() ->
                        Fields.wrong(
                                "sampler",
                                "one of "
                                        + Arrays.stream(Samplers.values())
                                                .map(Samplers::name)
                                                .collect(Collectors.joining(", ")),
                                name));
    }

    private static SamplingSettings seeded(SamplingSettings sampling, Fields fields, int number) {
        long seed =
                fields.number("seed", Range.of(ParameterRange.SEED))
                        .map(BigDecimal::longValue)
                        .orElse(0L);
        if (seed == 0) {
            return sampling;
        }
        if (seed + number - 1 > SamplingSettings.MAX_SEED) {
            throw new InvalidRequestException(
                    "seed must be at most %d for the last of %d pictures, got %d"
                            .formatted(SamplingSettings.MAX_SEED, number, seed));
        }
        return sampling.withSeed(seed);
    }
}
