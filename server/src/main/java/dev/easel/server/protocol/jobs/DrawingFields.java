package dev.easel.server.protocol.jobs;

import dev.easel.pipeline.ParameterRange;
import dev.easel.pipeline.SamplerNames;
import dev.easel.pipeline.SamplingSettings;
import dev.easel.sampling.SigmaSpacing;
import dev.easel.server.fields.Fields;
import dev.easel.server.fields.LoraFields;
import dev.easel.server.fields.Range;
import dev.easel.server.fields.SamplingFields;
import dev.easel.server.fields.StyleNames;
import dev.easel.server.fields.StyledWords;
import dev.easel.server.request.GenerationRequest.Drawing;
import dev.easel.server.request.InvalidRequestException;
import dev.easel.server.request.LimitSettings;
import dev.easel.server.web.Shown;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

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
        String prompt = fields.words("prompt", limits.maxPrompt()).orElse("");
        var negative =
                fields.words("negative_prompt", limits.maxPrompt()).filter(text -> !text.isEmpty());
        var numbers = Range.of(ParameterRange.NUMBER).upTo(limits.maxNumber());
        int number = fields.number("number", numbers).map(Number::intValue).orElse(1);
        var words = StyledWords.of(StyleNames.read(fields, "style"), prompt, negative);
        var drawing =
                new Drawing(
                        model(fields),
                        words.prompt(),
                        words.negativePrompt(),
                        number,
                        sampling(fields, number));
        return LoraFields.read(drawing, fields.body())
                .withPreview(fields.truth("preview").orElse(false));
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
        var named = SamplingFields.anySampler(fields);
        if (named.isPresent()) {
            sampling = sampling.withSampler(named.get().sampler());
        }
        return SamplingFields.seeded(
                sampling.withSpacing(spacing(fields, named)), fields.number("seed", SEEDS), number);
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
}
