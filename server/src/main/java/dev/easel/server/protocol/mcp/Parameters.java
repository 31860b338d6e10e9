package dev.easel.server.protocol.mcp;

import dev.easel.pipeline.ParameterRange;
import dev.easel.pipeline.SamplerNames;
import dev.easel.sampling.SigmaSpacing;
import dev.easel.server.fields.Range;
import dev.easel.server.fields.StyleNames;
import dev.easel.server.request.LimitSettings;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The arguments of the tools: one table, by which they are described and read. */
final class Parameters {
    static final double STRENGTH = 0.35;
    static final int MASK_BLUR = 4;
    static final double HIRES_SCALE = 2;
    static final double HIRES_DENOISE = 0.5;
    static final double UPSCALE = 2;
    static final String PNG = "png";

    private static final int LONGEST_NAME = 200;
    private static final int MOST_LORAS = 10;

    private static final String A_PICTURE =
            "the URI of a picture that was made here (easel://pictures/...), or base64 of a PNG,"
                    + " JPEG or WebP file, also as a data: URL; with `easel mcp` also the path of a"
                    + " file on this computer";

    private final List<Parameter> generate;
    private final List<Parameter> edit;
    private final List<Parameter> upscale;

    Parameters(LimitSettings limits) {
        this.generate = all(generate(limits), drawing(limits), List.of(hires(limits), format()));
        this.edit = all(edit(limits), drawing(limits), List.of(format()));
        this.upscale = all(upscale(limits), List.of(format()), List.of());
    }

    private static List<Parameter> all(
            List<Parameter> own, List<Parameter> shared, List<Parameter> last) {
        return Stream.of(own, shared, last).flatMap(List::stream).toList();
    }

    private static List<Parameter> generate(LimitSettings limits) {
        return List.of(
                text(
                        "prompt",
                        "What to draw, in English: the subject first, then its surroundings, light,"
                                + " colours and technique, with commas between. (word:1.3) weighs a"
                                + " word more, [word] less.",
                        limits.maxPrompt()),
                side("width", limits),
                side("height", limits));
    }

    private static List<Parameter> edit(LimitSettings limits) {
        return List.of(
                picture("image", "The picture to change: " + A_PICTURE + "."),
                text(
                        "prompt",
                        "What the whole picture shall show after the change, not the change alone.",
                        limits.maxPrompt()),
                number(
                        "strength",
                        "How close the result stays to the image: 1 keeps it, 0 draws it anew. 0.7"
                                + " changes details, 0.35 (the default) much of it.",
                        Range.of(ParameterRange.DENOISING_STRENGTH)),
                picture(
                        "mask",
                        "Where to change it: a picture that is white there and black where it"
                                + " stays, as image is given. Without it all of it changes."),
                number(
                        "mask_blur",
                        "How far the mask's edge is softened, in pixels. Default: 4.",
                        Range.ofWholes(0, 64)));
    }

    private static List<Parameter> upscale(LimitSettings limits) {
        var side = Range.ofWholes(1, limits.maxPixels());
        return List.of(
                picture("image", "The picture to make larger: " + A_PICTURE + "."),
                number(
                        "scale",
                        "How many times as wide and high it becomes. Default: 2.",
                        decimals(1, 4)),
                number(
                        "width",
                        "Instead of scale: how wide it becomes, in pixels; the height follows.",
                        side),
                number(
                        "height",
                        "Instead of scale: how high it becomes, in pixels; the width follows.",
                        side));
    }

    /** What all pictures of prompts have. */
    private static List<Parameter> drawing(LimitSettings limits) {
        return List.of(
                negativePrompt(limits),
                style(),
                model(),
                pictures(limits),
                seed(),
                steps(limits),
                guidance(limits),
                sampler(),
                scheduler(),
                loras());
    }

    List<Parameter> of(ToolName tool) {
        return switch (tool) {
            case GENERATE_IMAGE -> generate;
            case EDIT_IMAGE -> edit;
            case UPSCALE_IMAGE -> upscale;
            case LIST_MODELS -> List.of();
        };
    }

    private static Parameter text(String name, String description, int most) {
        return new Parameter(name, description, new Parameter.Kind.Text(most));
    }

    private static Parameter name(String name, String description, List<String> options) {
        return new Parameter(name, description, new Parameter.Kind.Name(options));
    }

    private static Parameter number(String name, String description, Range range) {
        return new Parameter(name, description, new Parameter.Kind.Amount(range));
    }

    private static Parameter picture(String name, String description) {
        return new Parameter(name, description, new Parameter.Kind.Picture());
    }

    private static Range decimals(double least, double most) {
        return new Range(BigDecimal.valueOf(least), BigDecimal.valueOf(most), false, 0);
    }

    private static Parameter negativePrompt(LimitSettings limits) {
        return text(
                "negative_prompt",
                "What the picture shall not show, such as: text, watermark, blurry.",
                limits.maxPrompt());
    }

    private static Parameter style() {
        return name(
                "style",
                "A look that is put around the prompt. Without it the prompt alone decides.",
                StyleNames.ALL);
    }

    private static Parameter model() {
        return text(
                "model",
                "The name of a model, as list_models says. Leave it out for the usual one.",
                LONGEST_NAME);
    }

    private static Parameter side(String name, LimitSettings limits) {
        return number(
                name,
                "In pixels. Leave it out for the size that the model draws best.",
                Range.of(ParameterRange.WIDTH).upTo(limits.maxSide()));
    }

    private static Parameter pictures(LimitSettings limits) {
        return number(
                "number",
                "How many pictures, each with a seed one higher. Default: 1.",
                Range.of(ParameterRange.NUMBER).upTo(limits.maxNumber()));
    }

    private static Parameter seed() {
        return number(
                "seed",
                "The same seed with the same settings makes the same picture again. Leave it out,"
                        + " or 0, for a random one.",
                Range.of(ParameterRange.SEED));
    }

    private static Parameter steps(LimitSettings limits) {
        return number(
                "steps",
                "How many steps the picture is worked out in; more take longer. Leave it out for"
                        + " the model's own.",
                Range.of(ParameterRange.STEPS).upTo(limits.maxSteps()));
    }

    private static Parameter guidance(LimitSettings limits) {
        return number(
                "cfg_scale",
                "How closely the picture follows the prompt. Leave it out for the model's own.",
                Range.of(ParameterRange.GUIDANCE_SCALE).upTo(limits.maxCfgScale()));
    }

    private static Parameter sampler() {
        return name(
                "sampler", "The algorithm. Leave it out for the model's own.", SamplerNames.own());
    }

    private static Parameter scheduler() {
        return name(
                "scheduler",
                "How the noise is spread over the steps. Leave it out for the sampler's own.",
                Arrays.stream(SigmaSpacing.values()).map(Parameters::lowerCase).toList());
    }

    static String lowerCase(SigmaSpacing spacing) {
        return spacing.name().toLowerCase(Locale.ROOT);
    }

    private static Parameter loras() {
        return new Parameter(
                "loras",
                "LoRAs to put on the model. Use only names that the user gave.",
                new Parameter.Kind.Groups(
                        List.of(
                                text("name", "The name of its file.", LONGEST_NAME),
                                number("weight", "How much of it. Default: 1.", decimals(-4, 4))),
                        MOST_LORAS));
    }

    private static Parameter hires(LimitSettings limits) {
        return new Parameter(
                "hires",
                "Enlarges the picture and works its details out in a second pass.",
                new Parameter.Kind.Group(
                        List.of(
                                number("scale", "Default: 2.", decimals(1, 4)),
                                number(
                                        "denoise",
                                        "How much of the detail is made anew. Default: 0.5.",
                                        Range.of(ParameterRange.DENOISING_STRENGTH)),
                                number(
                                        "steps",
                                        "Steps of the second pass. Default: those of the first.",
                                        Range.of(ParameterRange.STEPS).upTo(limits.maxSteps())))));
    }

    private static Parameter format() {
        return name(
                "format",
                "How the picture is in the answer: png is exact, jpeg and webp are smaller. The"
                        + " resource is PNG in any case. Default: png.",
                List.of(PNG, "jpeg", "webp"));
    }

    /** {@return the parameter of a name, wherever it is} */
    Optional<Parameter> find(ToolName tool, String name) {
        return of(tool).stream().filter(parameter -> parameter.name().equals(name)).findFirst();
    }
}
