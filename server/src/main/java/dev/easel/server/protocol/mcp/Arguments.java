package dev.easel.server.protocol.mcp;

import dev.easel.pipeline.SamplingSettings;
import dev.easel.pipeline.TargetSize;
import dev.easel.sampling.Samplers;
import dev.easel.sampling.SigmaSpacing;
import dev.easel.server.fields.Fields;
import dev.easel.server.fields.ImageText;
import dev.easel.server.fields.LoraFields;
import dev.easel.server.fields.SamplingFields;
import dev.easel.server.fields.StyleNames;
import dev.easel.server.fields.StyledWords;
import dev.easel.server.fields.WrittenFields;
import dev.easel.server.request.GenerationRequest;
import dev.easel.server.request.GenerationRequest.Drawing;
import dev.easel.server.request.GenerationRequest.Enlargement;
import dev.easel.server.request.GenerationRequest.Mask;
import dev.easel.server.request.InvalidRequestException;
import dev.easel.server.request.SentImage;
import dev.easel.server.request.SentImages;
import dev.easel.server.web.Shown;

import tools.jackson.databind.node.ObjectNode;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** The arguments of one call of a tool, looked at one by one. */
final class Arguments {
    private static final int MOST_NOTES = 8;

    private final ToolName tool;
    private final Parameters parameters;
    private final SentImages images;
    private final Studio studio;
    private final Fields fields;

    /**
     * Begins to read.
     *
     * @param studio whose pictures can be named
     */
    Arguments(
            ToolName tool,
            Parameters parameters,
            SentImages images,
            Studio studio,
            ObjectNode arguments) {
        this.tool = tool;
        this.parameters = parameters;
        this.images = images;
        this.studio = studio;
        this.fields = new Fields(arguments);
    }

    /**
     * {@return what is asked for}
     *
     * @throws InvalidRequestException where a value is wrong
     */
    Studio.Order order() {
        return new Studio.Order(request(), WrittenFields.read(fields, true), notes());
    }

    private GenerationRequest request() {
        return switch (tool) {
            case GENERATE_IMAGE ->
                    new GenerationRequest.Generate(
                            drawing(), whole("width"), whole("height"), hires());
            case EDIT_IMAGE ->
                    new GenerationRequest.Img2Img(
                            drawing(),
                            image(),
                            1 - decimal("strength", Parameters.STRENGTH),
                            mask(),
                            Optional.empty());
            case UPSCALE_IMAGE -> new GenerationRequest.Upscale(image(), target());
            case LIST_MODELS -> throw new IllegalStateException("it makes no picture");
        };
    }

    /** {@return how pictures are in the answer} */
    String format() {
        return name("format").orElse(Parameters.PNG);
    }

    private List<String> notes() {
        return fields.body().propertyNames().stream()
                .filter(name -> parameters.find(tool, name).isEmpty())
                .limit(MOST_NOTES)
                .map(name -> "unknown argument %s is ignored".formatted(Shown.of(name)))
                .toList();
    }

    private Drawing drawing() {
        String prompt =
                text("prompt").orElseThrow(() -> new InvalidRequestException("prompt is required"));
        var negative = text("negative_prompt").filter(text -> !text.isEmpty());
        var words = StyledWords.of(name("style").flatMap(StyleNames::find), prompt, negative);
        int number = whole("number").orElse(1);
        var drawing =
                new Drawing(
                        model().orElseGet(studio::usualModel),
                        words.prompt(),
                        words.negativePrompt(),
                        number,
                        sampling(number));
        return LoraFields.read(drawing, fields.body());
    }

    private SamplingSettings sampling(int number) {
        var settings = SamplingSettings.defaults();
        var steps = whole("steps");
        if (steps.isPresent()) {
            settings = settings.withSteps(steps.getAsInt());
        }
        var guidance = number("cfg_scale");
        if (guidance.isPresent()) {
            settings = settings.withGuidanceScale(guidance.get().doubleValue());
        }
        var sampler = name("sampler");
        if (sampler.isPresent()) {
            settings = settings.withSampler(Samplers.valueOf(sampler.get()));
        }
        var spacing = name("scheduler");
        if (spacing.isPresent()) {
            settings =
                    settings.withSpacing(
                            SigmaSpacing.valueOf(spacing.get().toUpperCase(Locale.ROOT)));
        }
        return SamplingFields.seeded(settings, number("seed"), number);
    }

    private Optional<String> model() {
        return text("model")
                .filter(name -> !name.isEmpty())
                .map(name -> {
                    if (!Shown.of(name).equals(name)) {
                        throw new InvalidRequestException(
                                "There is no model " + Shown.of(name) + "; list_models says which");
                    }
                    return name;
                });
    }

    private Optional<Enlargement> hires() {
        var given = fields.body().path("hires");
        if (given.isMissingNode() || given.isNull()) {
            return Optional.empty();
        }
        if (!(given instanceof ObjectNode group)) {
            throw Fields.wrong("hires", "an object with scale, denoise and steps", given);
        }
        var members = ((Parameter.Kind.Group) parameter("hires").kind()).members();
        var values = group.objectNode();
        var named = new Fields(values);
        // values are called as messages call them
        members.forEach(member ->
                group.optional(member.name())
                        .ifPresent(value -> values.set("hires." + member.name(), value)));
        double scale =
                member(named, members, 0).map(Number::doubleValue).orElse(Parameters.HIRES_SCALE);
        double denoise =
                member(named, members, 1).map(Number::doubleValue).orElse(Parameters.HIRES_DENOISE);
        var steps = member(named, members, 2);
        return scale > 1 && denoise > 0
                ? Optional.of(new Enlargement(scale, denoise, optional(steps), Optional.empty()))
                : Optional.empty();
    }

    private static Optional<BigDecimal> member(Fields named, List<Parameter> members, int index) {
        var member = members.get(index);
        return named.number("hires." + member.name(), member.range());
    }

    private Optional<Mask> mask() {
        return picture("mask")
                .map(image -> new Mask(image, whole("mask_blur").orElse(Parameters.MASK_BLUR)));
    }

    private TargetSize target() {
        var width = whole("width");
        var height = whole("height");
        double scale = decimal("scale", Parameters.UPSCALE);
        if (width.isPresent()) {
            return height.isPresent()
                    ? new TargetSize.Within(width.getAsInt(), height.getAsInt())
                    : new TargetSize.Width(width.getAsInt());
        }
        return height.isPresent()
                ? new TargetSize.Height(height.getAsInt())
                : new TargetSize.Scale(scale);
    }

    private SentImage image() {
        return picture("image").orElseThrow(() -> new InvalidRequestException("image is required"));
    }

    /** {@return a picture that is named or sent} */
    private Optional<SentImage> picture(String name) {
        return fields.name(name)
                .map(text -> {
                    if (text.startsWith(PictureUri.SCHEME)) {
                        return images.of(name, made(name, text));
                    }
                    var file =
                            PicturePath.is(text)
                                    ? studio.file(name, text)
                                    : Optional.<byte[]>empty();
                    return images.of(name, file.orElseGet(() -> ImageText.file(name, text)));
                });
    }

    private byte[] made(String name, String uri) {
        return PictureUri.parse(uri)
                .flatMap(studio::picture)
                .orElseThrow(() ->
                        Fields.wrong(
                                name, "the URI of a picture that was made here and is kept", uri));
    }

    private Optional<String> text(String name) {
        return fields.words(name, ((Parameter.Kind.Text) parameter(name).kind()).mostCharacters());
    }

    private Optional<String> name(String name) {
        return fields.oneOf(name, parameter(name).options());
    }

    private Optional<BigDecimal> number(String name) {
        return fields.number(name, parameter(name).range());
    }

    private OptionalInt whole(String name) {
        return optional(number(name));
    }

    private static OptionalInt optional(Optional<BigDecimal> number) {
        return number.map(value -> OptionalInt.of(value.intValue())).orElse(OptionalInt.empty());
    }

    private double decimal(String name, double usual) {
        return number(name).map(Number::doubleValue).orElse(usual);
    }

    private Parameter parameter(String name) {
        return parameters.find(tool, name).orElseThrow();
    }
}
