package dev.easel.server.protocol.stability;

import dev.easel.pipeline.ParameterRange;
import dev.easel.pipeline.SamplingSettings;
import dev.easel.server.fields.Fields;
import dev.easel.server.fields.Range;
import dev.easel.server.fields.StabilitySamplers;
import dev.easel.server.fields.StyleNames;
import dev.easel.server.fields.StyledWords;
import dev.easel.server.protocol.stability.Engines.Engine;
import dev.easel.server.request.GenerationRequest.Drawing;
import dev.easel.server.request.InvalidRequestException;
import dev.easel.server.request.LimitSettings;

import org.springframework.stereotype.Component;

import tools.jackson.databind.JsonNode;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reads what requests for pictures have in common. */
@Component
final class DrawingReader {
    private static final String NO_GUIDANCE = "NONE";
    private static final List<String> CLIP_GUIDANCE =
            List.of("FAST_BLUE", "FAST_GREEN", NO_GUIDANCE, "SIMPLE", "SLOW", "SLOWER", "SLOWEST");
    private static final Range SEEDS = Range.ofWholes(0, (1L << 32) - 1);

    /** What every request for pictures may have. */
    private static final Set<String> COMMON =
            Set.of(
                    "text_prompts",
                    "cfg_scale",
                    "clip_guidance_preset",
                    "sampler",
                    "samples",
                    "seed",
                    "steps",
                    "style_preset",
                    "extras");

    private final LimitSettings limits;

    DrawingReader(LimitSettings limits) {
        this.limits = limits;
    }

    /**
     * {@return the drawing that a request asks for}
     *
     * @param notes what is not taken as it was sent is added here
     * @throws InvalidRequestException where a value is wrong
     */
    Drawing read(Engine engine, JsonNode body, List<String> notes) {
        engine.note().ifPresent(notes::add);
        var fields = new Fields(body);
        var prompts = Prompts.of(body.path("text_prompts"), limits.maxPrompt());
        var style = StyleNames.read(fields, "style_preset");
        fields.oneOf("clip_guidance_preset", CLIP_GUIDANCE)
                .filter(preset -> !preset.equals(NO_GUIDANCE))
                .ifPresent(_ -> notes.add("clip_guidance_preset has no effect here"));
        if (body.hasNonNull("extras")) {
            notes.add("extras have no effect here");
        }
        var words = StyledWords.of(style, prompts.prompt(), prompts.negativePrompt());
        return new Drawing(
                engine.name().orElseThrow(),
                words.prompt(),
                words.negativePrompt(),
                samples(fields),
                sampling(fields));
    }

    private int samples(Fields fields) {
        return fields.number("samples", Range.of(ParameterRange.NUMBER).upTo(limits.maxNumber()))
                .map(BigDecimal::intValue)
                .orElse(1);
    }

    /** What is absent is the model's own: a model of few steps shall not make thirty. */
    private SamplingSettings sampling(Fields fields) {
        var sampling = SamplingSettings.defaults();
        var sampler = StabilitySamplers.read(fields);
        if (sampler.isPresent()) {
            sampling = sampling.withSampler(sampler.get());
        }
        var steps = fields.number("steps", Range.of(ParameterRange.STEPS).upTo(limits.maxSteps()));
        if (steps.isPresent()) {
            sampling = sampling.withSteps(steps.get().intValue());
        }
        var guidance =
                fields.number(
                        "cfg_scale",
                        Range.of(ParameterRange.GUIDANCE_SCALE).upTo(limits.maxCfgScale()));
        if (guidance.isPresent()) {
            sampling = sampling.withGuidanceScale(guidance.get().doubleValue());
        }
        long seed = fields.number("seed", SEEDS).map(BigDecimal::longValue).orElse(0L);
        return seed == 0 ? sampling : sampling.withSeed(seed);
    }

    /** {@return a side of the pictures; the model's own where it is absent} */
    OptionalInt side(Fields fields, String name) {
        Optional<BigDecimal> side =
                fields.number(name, Range.of(ParameterRange.WIDTH).upTo(limits.maxSide()));
        return side.isPresent() ? OptionalInt.of(side.get().intValue()) : OptionalInt.empty();
    }

    /** Notes what of a request nobody knows. */
    static void noteUnknown(JsonNode body, Set<String> known, List<String> notes) {
        notes.addAll(
                new Fields(body).unknown(name -> COMMON.contains(name) || known.contains(name)));
    }
}
