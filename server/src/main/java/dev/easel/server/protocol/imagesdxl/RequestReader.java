package dev.easel.server.protocol.imagesdxl;

import dev.easel.catalog.Style;
import dev.easel.pipeline.SamplingSettings;
import dev.easel.pipeline.TargetSize;
import dev.easel.server.error.ApiException;
import dev.easel.server.request.GenerationRequest;
import dev.easel.server.request.GenerationRequest.Drawing;
import dev.easel.server.request.InvalidRequestException;
import dev.easel.server.request.LimitSettings;
import dev.easel.server.request.SentImage;
import dev.easel.server.request.SentImages;
import dev.easel.server.web.Shown;

import org.springframework.stereotype.Component;

import tools.jackson.databind.JsonNode;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Reads requests: every value is looked at before any work. */
@Component
final class RequestReader {
    /** What a request may have beside its parameters: {@code POST /image} names the model so. */
    private static final String AI = "ai";

    private static final int MOST_NOTES = 8;

    private final Parameters parameters;
    private final LimitSettings limits;
    private final SentImages images;

    RequestReader(Parameters parameters, LimitSettings limits, SentImages images) {
        this.parameters = parameters;
        this.limits = limits;
        this.images = images;
    }

    /**
     * A request as it was understood.
     *
     * @param notes what was not, in words for people
     */
    record Reading(GenerationRequest request, List<String> notes) {}

    /**
     * Checks that nothing is missing. Keys are asked for, not values.
     *
     * @throws ApiException 400 where something is
     */
    void requireAll(JsonNode body) {
        String missing =
                parameters.all().stream()
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
    static boolean wantsStream(JsonNode body) {
        return !body.path("stream").asString("").strip().equals("false");
    }

    /**
     * {@return the request in a body}
     *
     * @throws InvalidRequestException where a value is wrong
     */
    Reading read(JsonNode body) {
        var fields = new Fields(body);
        fields.requireTruth("stream");
        var action =
                fields.oneOf("action", parameters.named("action").options())
                        .map(Action::named)
                        .orElse(Action.GENERATE);
        var _ = fields.text("image"); // a string, also where it is not used
        var values = new Values(fields, action, notes(body));
        var drawing = values.drawing();
        var width = values.side("width");
        var height = values.side("height");
        double strength = values.decimal("strength", Parameters.STRENGTH);
        var request =
                switch (action) {
                    case GENERATE ->
                            new GenerationRequest.Generate(
                                    drawing, width.orElse(usualSide()), height.orElse(usualSide()));
                    case IMG2IMG -> {
                        if (width.isPresent() || height.isPresent()) {
                            values.notes.add(
                                    "width and height are not used: the picture has its input's"
                                            + " size");
                        }
                        yield new GenerationRequest.Img2Img(
                                drawing,
                                values.image(
                                        "init_image: is required; send the picture as the"
                                                + " parameter image"),
                                1 - strength);
                    }
                    case UPSCALE ->
                            new GenerationRequest.Upscale(
                                    values.image("image: is required"), target(width, height));
                };
        return new Reading(request, List.copyOf(values.notes));
    }

    private int usualSide() {
        return Math.min(Parameters.SIDE, limits.maxSide());
    }

    private List<String> notes(JsonNode body) {
        return body.propertyNames().stream()
                .filter(name -> !parameters.has(name) && !name.equals(AI))
                .limit(MOST_NOTES)
                .map(name -> "unknown parameter %s is ignored".formatted(Shown.of(name)))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /**
     * {@return the size that an upscaled picture shall have} A side alone keeps the aspect, both
     * are what the picture must fit within, none doubles it. The pages of the original always send
     * 512x512: that pair is none.
     */
    private static TargetSize target(OptionalInt givenWidth, OptionalInt givenHeight) {
        int width = givenWidth.orElse(0);
        int height = givenHeight.orElse(0);
        boolean usualPair = width == Parameters.SIDE && height == Parameters.SIDE;
        if (usualPair || (width == 0 && height == 0)) {
            return new TargetSize.Scale(2);
        }
        if (height == 0) {
            return new TargetSize.Width(width);
        }
        return width == 0 ? new TargetSize.Height(height) : new TargetSize.Within(width, height);
    }

    /** The values of one request. */
    private final class Values {
        private final Fields fields;
        private final Action action;
        private final List<String> notes;

        Values(Fields fields, Action action, List<String> notes) {
            this.fields = fields;
            this.action = action;
            this.notes = notes;
        }

        Drawing drawing() {
            String prompt = text("prompt").orElse("");
            var negative = text("negative_prompt").filter(text -> !text.isEmpty());
            int number = whole("number", Parameters.NUMBER);
            var sampling = sampling(number);
            var style = style();
            return new Drawing(
                    model(),
                    style.map(s -> s.applyTo(prompt)).orElse(prompt),
                    style.map(s -> s.appendTo(negative.orElse("")))
                            .filter(words -> !words.isEmpty())
                            .or(() -> negative),
                    number,
                    sampling);
        }

        private SamplingSettings sampling(int number) {
            var sampling =
                    SamplingSettings.defaults()
                            .withSteps(whole("steps", Parameters.STEPS))
                            .withSampler(
                                    SamplerNames.sampler(
                                            fields.oneOf("sampler", SamplerNames.ALL)))
                            .withGuidanceScale(decimal("cfg_scale", Parameters.CFG_SCALE));
            long seed = number("seed").map(Number::longValue).orElse(0L);
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

        private Optional<String> text(String name) {
            var text = fields.text(name);
            text.ifPresent(given -> {
                int most = parameters.named(name).maxLength().orElse(Integer.MAX_VALUE);
                int count = given.codePointCount(0, given.length());
                if (count > most) {
                    throw new InvalidRequestException(
                            "%s must have at most %d characters, got %d"
                                    .formatted(name, most, count));
                }
                if (given.indexOf(0) >= 0) {
                    throw new InvalidRequestException(
                            name + " must be text, got the character NUL in it");
                }
            });
            return text;
        }

        SentImage image(String missing) {
            var text = fields.name("image");
            return images.of(
                    ImageText.file(
                            text.orElseThrow(() -> new InvalidRequestException(missing))));
        }

        OptionalInt side(String name) {
            var value = number(name);
            return value.isPresent()
                    ? OptionalInt.of(value.get().intValue())
                    : OptionalInt.empty();
        }

        private int whole(String name, int usual) {
            var range = parameters.named(name).range(action);
            return number(name).orElse(range.most().min(BigDecimal.valueOf(usual))).intValue();
        }

        double decimal(String name, double usual) {
            var range = parameters.named(name).range(action);
            return number(name).orElse(range.most().min(BigDecimal.valueOf(usual))).doubleValue();
        }

        private Optional<BigDecimal> number(String name) {
            return fields.number(name, parameters.named(name).range(action));
        }

        private Optional<Style> style() {
            return fields.name("style")
                    .map(name ->
                            StyleNames.find(name)
                                    .orElseThrow(() ->
                                            Fields.wrong(
                                                    "style",
                                                    "one of " + String.join(", ", StyleNames.ALL),
                                                    name)));
        }

        private String model() {
            String id = fields.name("model").orElse(ModelNames.USUAL);
            if (!ModelNames.has(id)) {
                throw new InvalidRequestException(
                        "The specified engine (ID %s) was not found.".formatted(Shown.of(id)));
            }
            return id;
        }
    }
}
