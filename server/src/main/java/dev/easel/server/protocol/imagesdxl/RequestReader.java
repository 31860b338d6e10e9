package dev.easel.server.protocol.imagesdxl;

import dev.easel.catalog.Style;
import dev.easel.pipeline.ImageSize;
import dev.easel.pipeline.SamplingSettings;
import dev.easel.sampling.Samplers;
import dev.easel.server.error.ApiException;
import dev.easel.server.models.Catalog;
import dev.easel.server.protocol.imagesdxl.Fields.Range;

import org.springframework.stereotype.Component;

import tools.jackson.databind.node.ObjectNode;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Reads requests: every value is looked at before any work. */
@Component
final class RequestReader {
    private final LimitSettings limits;

    RequestReader(LimitSettings limits) {
        this.limits = limits;
    }

    /**
     * Checks that nothing is missing. Keys are asked for, not values.
     *
     * @throws ApiException 400 where something is
     */
    void requireAll(ObjectNode body) {
        String missing =
                Parameters.ALL.stream()
                        .filter(parameter -> parameter.required() && !body.has(parameter.name()))
                        .map(Parameter::name)
                        .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            throw ApiException.of(400, "Missing parameters: " + missing);
        }
    }

    /**
     * {@return whether the answer is a stream: unless stream is false} Whatever else is wrong is
     * told in that form.
     */
    boolean wantsStream(ObjectNode body) {
        return !body.path("stream").asString("").strip().equals("false");
    }

    /**
     * {@return the request in a body}
     *
     * @throws InvalidRequestException where a value is wrong
     */
    SdxlRequest read(ObjectNode body) {
        var fields = new Fields(body);
        fields.requireTruth("stream");
        var action = action(fields);
        var request =
                new SdxlRequest(
                        action,
                        prompt(fields, "prompt").orElse(""),
                        prompt(fields, "negative_prompt").filter(text -> !text.isEmpty()),
                        image(fields, action),
                        side(fields, "width", action),
                        side(fields, "height", action),
                        fields.whole("steps", Range.of(1, limits.maxSteps()))
                                .orElse((long) Math.min(Parameters.STEPS, limits.maxSteps()))
                                .intValue(),
                        fields.whole("number", Range.of(1, limits.maxNumber()))
                                .orElse((long) Parameters.NUMBER)
                                .intValue(),
                        fields.oneOf("sampler", Parameters.SAMPLERS)
                                .map(Samplers::valueOf)
                                .orElse(SamplingSettings.defaults().sampler()),
                        decimal(fields, "cfg_scale", limits.maxCfgScale(), Parameters.CFG_SCALE),
                        seed(fields),
                        style(fields),
                        model(fields),
                        decimal(fields, "strength", 1, Parameters.STRENGTH));
        requireSeeds(request);
        return request;
    }

    private static Action action(Fields fields) {
        return fields.oneOf("action", Parameters.named("action").options())
                .map(Action::named)
                .orElse(Action.GENERATE);
    }

    private Optional<String> prompt(Fields fields, String name) {
        return fields.text(name)
                .map(text -> {
                    int count = text.codePointCount(0, text.length());
                    if (count > limits.maxPrompt()) {
                        throw new InvalidRequestException(
                                "%s must have at most %d characters, got %d"
                                        .formatted(name, limits.maxPrompt(), count));
                    }
                    if (text.indexOf(0) >= 0) {
                        throw new InvalidRequestException(
                                name + " must be text, got the character NUL in it");
                    }
                    return text;
                });
    }

    private Optional<SentImage> image(Fields fields, Action action) {
        var text = fields.name("image");
        return action == Action.GENERATE
                ? Optional.empty()
                : text.map(image -> SentImage.of(image, limits.maxImagePixels()));
    }

    private OptionalInt side(Fields fields, String name, Action action) {
        var range =
                switch (action) {
                    case GENERATE ->
                            Range.of(ImageSize.MIN, limits.maxSide())
                                    .multipleOf(ImageSize.MULTIPLE);
                    // not used: the picture that is sent has a size
                    case IMG2IMG -> Range.of(0, Integer.MAX_VALUE);
                    case UPSCALE -> Range.of(1, limits.maxPixels());
                };
        var value = fields.whole(name, range);
        return value.isPresent() ? OptionalInt.of(value.get().intValue()) : OptionalInt.empty();
    }

    private static double decimal(Fields fields, String name, double most, double usual) {
        return fields.number(name, Range.of(0.0, most))
                .map(Number::doubleValue)
                .orElse(Math.min(usual, most));
    }

    private static OptionalLong seed(Fields fields) {
        long seed = fields.whole("seed", Range.of(0L, SamplingSettings.MAX_SEED)).orElse(0L);
        return seed == 0 ? OptionalLong.empty() : OptionalLong.of(seed);
    }

    private static void requireSeeds(SdxlRequest request) {
        long last = request.seed().orElse(1) + request.number() - 1;
        if (last > SamplingSettings.MAX_SEED) {
            throw new InvalidRequestException(
                    "seed must be at most %d for the last of %d pictures, got %d"
                            .formatted(
                                    SamplingSettings.MAX_SEED,
                                    request.number(),
                                    request.seed().orElse(0)));
        }
    }

    private static Optional<Style> style(Fields fields) {
        var names = Parameters.named("style").options();
        return fields.name("style")
                .map(name -> {
                    try {
                        return Parameters.STYLES.get(name);
                    } catch (IllegalArgumentException e) {
                        throw Fields.wrong("style", "one of " + String.join(", ", names), name);
                    }
                });
    }

    private static String model(Fields fields) {
        String id = fields.name("model").orElse(Catalog.DEFAULT);
        if (!Parameters.isModel(id)) {
            throw new InvalidRequestException(
                    "The specified engine (ID %s) was not found.".formatted(Fields.shown(id)));
        }
        return id;
    }
}
