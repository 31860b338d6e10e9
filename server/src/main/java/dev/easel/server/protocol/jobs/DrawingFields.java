package dev.easel.server.protocol.jobs;

import dev.easel.catalog.Style;
import dev.easel.pipeline.ParameterRange;
import dev.easel.pipeline.SamplerNames;
import dev.easel.pipeline.SamplingSettings;
import dev.easel.sampling.Samplers;
import dev.easel.sampling.SigmaSpacing;
import dev.easel.server.fields.Fields;
import dev.easel.server.fields.LoraFields;
import dev.easel.server.fields.Range;
import dev.easel.server.fields.StyleNames;
import dev.easel.server.request.GenerationRequest.Drawing;
import dev.easel.server.request.InvalidRequestException;
import dev.easel.server.request.LimitSettings;
import dev.easel.server.web.Shown;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads what is drawn, and how. */
final class DrawingFields {
    private static final String USUAL_MODEL = "sdxl";
    private static final Range SEEDS = Range.of(ParameterRange.SEED);
    private static final List<String> SCHEDULERS =
            Arrays.stream(SigmaSpacing.values()).map(DrawingFields::name).toList();

    private final LimitSettings limits;

    DrawingFields(LimitSettings limits) {
        this.limits = limits;
    }

    Range steps() {
        return Range.of(ParameterRange.STEPS).upTo(limits.maxSteps());
    }

    /**
     * {@return the drawing that a request wants}
     *
     * @throws InvalidRequestException where a value is wrong
     */
    Drawing read(Fields fields) {
        String prompt = text("prompt", fields).orElse("");
        var negative = text("negative_prompt", fields).filter(text -> !text.isEmpty());
        var numbers = Range.of(ParameterRange.NUMBER).upTo(limits.maxNumber());
        int number = fields.number("number", numbers).map(Number::intValue).orElse(1);
        var style = style(fields);
        var drawing =
                new Drawing(
                        model(fields),
                        style.map(s -> s.applyTo(prompt)).orElse(prompt),
                        style.map(s -> s.appendTo(negative.orElse("")))
                                .filter(words -> !words.isEmpty())
                                .or(() -> negative),
                        number,
                        sampling(fields, number));
        return LoraFields.read(drawing, fields.body())
                .withPreview(fields.truth("preview").orElse(false));
    }

    private Optional<String> text(String name, Fields fields) {
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

    private static Optional<Style> style(Fields fields) {
        return fields.name("style")
                .map(name ->
                        StyleNames.find(name)
                                .orElseThrow(() ->
                                        Fields.wrong(
                                                "style",
                                                "one of " + String.join(", ", StyleNames.ALL),
                                                name)));
    }

    private static String model(Fields fields) {
        String name = fields.name("model").orElse(USUAL_MODEL);
        if (!Shown.of(name).equals(name)) {
            throw new InvalidRequestException(
                    "The specified engine (ID %s) was not found.".formatted(Shown.of(name)));
        }
        return name;
    }

    private SamplingSettings sampling(Fields fields, int number) {
        var sampling = SamplingSettings.defaults();
        var steps = fields.number("steps", steps());
        if (steps.isPresent()) {
            sampling = sampling.withSteps(steps.get().intValue());
        }
        var scales = Range.of(ParameterRange.GUIDANCE_SCALE).upTo(limits.maxCfgScale());
        var scale = fields.number("cfg_scale", scales);
        if (scale.isPresent()) {
            sampling = sampling.withGuidanceScale(scale.get().doubleValue());
        }
        var named = fields.name("sampler").map(DrawingFields::sampler);
        if (named.isPresent()) {
            sampling = sampling.withSampler(named.get().sampler());
        }
        return seeded(sampling.withSpacing(spacing(fields, named)), fields, number);
    }

    private static SamplerNames.Named sampler(String name) {
        return SamplerNames.find(name)
                .orElseThrow(() ->
                        Fields.wrong(
                                "sampler",
                                Arrays.stream(Samplers.values())
                                        .map(Samplers::name)
                                        .collect(Collectors.joining(", ", "one of ", "")),
                                name));
    }

    /** A sampler's name may say a spacing, as A1111's did; what is said by itself stands above. */
    private static SigmaSpacing spacing(Fields fields, Optional<SamplerNames.Named> named) {
        return fields.name("scheduler")
                .map(name -> {
                    String known = name.toLowerCase(Locale.ROOT);
                    if (!SCHEDULERS.contains(known)) {
                        throw Fields.wrong(
                                "scheduler", "one of " + String.join(", ", SCHEDULERS), name);
                    }
                    return SigmaSpacing.valueOf(known.toUpperCase(Locale.ROOT));
                })
                .or(() -> named.flatMap(SamplerNames.Named::spacing))
                .orElse(SigmaSpacing.DEFAULT);
    }

    private static String name(SigmaSpacing spacing) {
        return spacing.name().toLowerCase(Locale.ROOT);
    }

    /** 0 draws a seed; the last picture must have one too. */
    private static SamplingSettings seeded(SamplingSettings sampling, Fields fields, int number) {
        long seed = fields.number("seed", SEEDS).map(Number::longValue).orElse(0L);
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
