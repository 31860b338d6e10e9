package dev.easel.server.protocol.imagesdxl;

import dev.easel.pipeline.SamplingSettings;
import dev.easel.server.fields.Fields;
import dev.easel.server.fields.ImageText;
import dev.easel.server.fields.SamplingFields;
import dev.easel.server.fields.StabilitySamplers;
import dev.easel.server.fields.StyleNames;
import dev.easel.server.fields.StyledWords;
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
        var words = StyledWords.of(StyleNames.read(fields, "style"), prompt, negative);
        return new Drawing(model(), words.prompt(), words.negativePrompt(), number, sampling);
    }

    private SamplingSettings sampling(int number) {
        var settings =
                SamplingSettings.defaults()
                        .withSteps(whole("steps", Parameters.STEPS))
                        .withGuidanceScale(decimal("cfg_scale", Parameters.CFG_SCALE));
        var sampling = StabilitySamplers.read(fields).map(settings::withSampler).orElse(settings);
        return SamplingFields.seeded(sampling, number("seed"), number);
    }

    private Optional<String> text(String name) {
        return fields.words(name, parameters.named(name).maxLength().orElse(Integer.MAX_VALUE));
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
