package dev.easel.server.protocol.imagesdxl;

import dev.easel.catalog.Style;
import dev.easel.pipeline.SamplingSettings;
import dev.easel.server.fields.Fields;
import dev.easel.server.fields.ImageText;
import dev.easel.server.fields.StyleNames;
import dev.easel.server.request.GenerationRequest.Drawing;
import dev.easel.server.request.InvalidRequestException;
import dev.easel.server.web.Shown;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalInt;

/** The values of one request, looked at one by one. */
final class Values {
    private final Parameters parameters;
    private final Fields fields;
    private final Action action;

    Values(Parameters parameters, Fields fields, Action action) {
        this.parameters = parameters;
        this.fields = fields;
        this.action = action;
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
        var settings =
                SamplingSettings.defaults()
                        .withSteps(whole("steps", Parameters.STEPS))
                        .withGuidanceScale(decimal("cfg_scale", Parameters.CFG_SCALE));
        var sampling =
                SamplerNames.sampler(fields.oneOf("sampler", SamplerNames.ALL))
                        .map(settings::withSampler)
                        .orElse(settings);
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
                        "%s must have at most %d characters, got %d".formatted(name, most, count));
            }
            if (given.indexOf(0) >= 0) {
                throw new InvalidRequestException(
                        name + " must be text, got the character NUL in it");
            }
        });
        return text;
    }

    /**
     * {@return the file of the picture}
     *
     * @param missing what is said where there is none
     */
    byte[] image(String missing) {
        return ImageText.file(
                fields.name("image").orElseThrow(() -> new InvalidRequestException(missing)));
    }

    OptionalInt side(String name) {
        var value = number(name);
        return value.isPresent() ? OptionalInt.of(value.get().intValue()) : OptionalInt.empty();
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

    /** Beside the page's names those of the operator's models, which the catalogue knows. */
    private String model() {
        String id = fields.name("model").orElse(ModelNames.USUAL);
        if (!Shown.of(id).equals(id)) {
            throw new InvalidRequestException(
                    "The specified engine (ID %s) was not found.".formatted(Shown.of(id)));
        }
        return id;
    }
}
