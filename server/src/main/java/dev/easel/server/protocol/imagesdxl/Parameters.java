package dev.easel.server.protocol.imagesdxl;

import dev.easel.pipeline.ParameterRange;
import dev.easel.server.fields.Range;
import dev.easel.server.fields.StabilitySamplers;
import dev.easel.server.fields.StyleNames;
import dev.easel.server.request.LimitSettings;

import org.springframework.stereotype.Component;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The one table of the parameters of {@code POST /image/sdxl}, in the order of the API's page:
 * requests are read by it, {@code GET /list} shows it, the OpenAPI description is made from it.
 */
@Component
final class Parameters {
    static final int SIDE = 512;
    static final int STEPS = 100;
    static final int NUMBER = 1;
    static final double CFG_SCALE = 7;
    static final double STRENGTH = 0.35;

    private final List<Parameter> all;

    Parameters(LimitSettings limits) {
        var sides = sides(limits);
        this.all =
                List.of(
                        Parameter.of("prompt", "string").asRequired().upTo(limits.maxPrompt()),
                        Parameter.of("negative_prompt", "string").upTo(limits.maxPrompt()),
                        Parameter.of("image", "string"),
                        Parameter.of("action", "string")
                                .asRequired()
                                .oneOf(
                                        Arrays.stream(Action.values())
                                                .map(Action::wireName)
                                                .toList())
                                .orElse(Action.GENERATE.wireName()),
                        Parameter.of("width", "number").orElse(SIDE).within(sides),
                        Parameter.of("height", "number").orElse(SIDE).within(sides),
                        Parameter.of("steps", "number")
                                .orElse(STEPS)
                                .within(Range.of(ParameterRange.STEPS).upTo(limits.maxSteps())),
                        Parameter.of("number", "number")
                                .orElse(NUMBER)
                                .within(Range.of(ParameterRange.NUMBER).upTo(limits.maxNumber())),
                        Parameter.of("sampler", "string").oneOf(StabilitySamplers.ALL),
                        Parameter.of("cfg_scale", "number")
                                .orElse((int) CFG_SCALE)
                                .within(
                                        Range.of(ParameterRange.GUIDANCE_SCALE)
                                                .upTo(limits.maxCfgScale())),
                        Parameter.of("seed", "number").within(Range.of(ParameterRange.SEED)),
                        Parameter.of("style", "string")
                                .describedAs("Style to use for generating the image")
                                .oneOf(StyleNames.ALL),
                        Parameter.of("model", "string")
                                .oneOf(ModelNames.ALL)
                                .orElse(ModelNames.USUAL),
                        Parameter.of("strength", "number")
                                .within(Range.of(ParameterRange.DENOISING_STRENGTH)),
                        Parameter.of("stream", "boolean").orElse(true));
    }

    private static Map<Action, Range> sides(LimitSettings limits) {
        return Map.of(
                Action.GENERATE,
                Range.of(ParameterRange.WIDTH).upTo(limits.maxSide()),
                // not used: the picture that is sent has a size
                Action.IMG2IMG,
                Range.ofWholes(0, Integer.MAX_VALUE),
                Action.UPSCALE,
                Range.ofWholes(1, limits.maxPixels()));
    }

    /** {@return all of them} */
    List<Parameter> all() {
        return all;
    }

    /** {@return the parameter of a name} */
    Parameter named(String name) {
        return all.stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
    }

    /** {@return whether there is a parameter of a name} */
    boolean has(String name) {
        return all.stream().anyMatch(parameter -> parameter.name().equals(name));
    }
}
