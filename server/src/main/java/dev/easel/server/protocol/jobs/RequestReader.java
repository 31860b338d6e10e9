package dev.easel.server.protocol.jobs;

import dev.easel.pipeline.ParameterRange;
import dev.easel.pipeline.TargetSize;
import dev.easel.server.error.ApiException;
import dev.easel.server.fields.Fields;
import dev.easel.server.fields.LoraFields;
import dev.easel.server.fields.Range;
import dev.easel.server.fields.WrittenFields;
import dev.easel.server.request.GenerationRequest;
import dev.easel.server.request.GenerationRequest.Drawing;
import dev.easel.server.request.GenerationRequest.Enlargement;
import dev.easel.server.request.GenerationRequest.Generate;
import dev.easel.server.request.GenerationRequest.Img2Img;
import dev.easel.server.request.GenerationRequest.Mask;
import dev.easel.server.request.GenerationRequest.Upscale;
import dev.easel.server.request.InvalidRequestException;
import dev.easel.server.request.LimitSettings;
import dev.easel.server.request.SentImages;
import dev.easel.server.submission.Submissions.Wish;

import org.springframework.stereotype.Component;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Reads requests for jobs: the keys of {@code POST /image/sdxl}, and what goes beyond them. What is
 * absent is the model's own.
 */
@Component
final class RequestReader {
    static final String PROTOCOL = "jobs";

    private static final String GENERATE = "generate";
    private static final String IMG2IMG = "img2img";
    private static final String UPSCALE = "upscale";
    private static final List<String> ACTIONS = List.of(GENERATE, IMG2IMG, UPSCALE);

    private static final Set<String> KNOWN =
            Set.of(
                    "prompt",
                    "negative_prompt",
                    "action",
                    "image",
                    "mask",
                    "mask_blur",
                    "strength",
                    "width",
                    "height",
                    "steps",
                    "number",
                    "sampler",
                    "scheduler",
                    "cfg_scale",
                    "seed",
                    "style",
                    "model",
                    LoraFields.NAME,
                    "preview",
                    "hires");

    private static final double STRENGTH = 0.35;
    private static final Range STRENGTHS = Range.of(ParameterRange.DENOISING_STRENGTH);
    private static final int BLUR = 4;
    private static final Range BLURS = Range.ofWholes(0, 64);
    private static final double SCALE = 2;
    private static final Range SCALES = new Range(BigDecimal.ONE, BigDecimal.valueOf(4), false, 0);
    private static final double DENOISE = 0.5;

    private final LimitSettings limits;
    private final SentImages images;
    private final DrawingFields drawings;

    RequestReader(LimitSettings limits, SentImages images) {
        this.limits = limits;
        this.images = images;
        this.drawings = new DrawingFields(limits);
    }

    /**
     * {@return what a body wants}
     *
     * @throws InvalidRequestException where a value is wrong
     * @throws ApiException 400 where the prompt is missing
     */
    Wish read(JsonNode body) {
        var fields = new Fields(body);
        boolean image = fields.name("image").isPresent();
        String action = fields.oneOf("action", ACTIONS).orElse(image ? IMG2IMG : GENERATE);
        if (!body.has("prompt") && !action.equals(UPSCALE)) {
            throw ApiException.of(400, "Missing parameters: prompt");
        }
        var notes = notes(body, action);
        var drawing = drawings.read(fields);
        var request =
                switch (action) {
                    case UPSCALE -> upscale(fields);
                    case IMG2IMG -> img2img(drawing, fields);
                    default -> generate(drawing, fields);
                };
        var written = WrittenFields.read(fields, true);
        return new Wish(request, PROTOCOL, Optional.empty(), notes, Optional.of(written));
    }

    private static List<String> notes(JsonNode body, String action) {
        var notes = new ArrayList<>(new Fields(body).unknown(KNOWN::contains));
        if (action.equals(IMG2IMG) && (body.hasNonNull("width") || body.hasNonNull("height"))) {
            notes.add("width and height are not used: the picture has its input's size");
        }
        if (!action.equals(GENERATE) && body.hasNonNull("hires")) {
            notes.add("hires is not used: it belongs to generate");
        }
        if (!action.equals(IMG2IMG) && body.hasNonNull("mask")) {
            notes.add("mask is not used: it belongs to img2img");
        }
        return notes;
    }

    private GenerationRequest generate(Drawing drawing, Fields fields) {
        return new Generate(
                drawing, side("width", fields), side("height", fields), enlargement(fields));
    }

    private OptionalInt side(String name, Fields fields) {
        return whole(name, fields, Range.of(ParameterRange.WIDTH).upTo(limits.maxSide()));
    }

    private static OptionalInt whole(String name, Fields fields, Range range) {
        return fields.number(name, range)
                .map(number -> OptionalInt.of(number.intValue()))
                .orElseGet(OptionalInt::empty);
    }

    private Optional<Enlargement> enlargement(Fields fields) {
        return fields.body()
                .optional("hires")
                .filter(value -> !value.isNull())
                .map(value -> {
                    if (!value.isObject()) {
                        throw Fields.wrong("hires", "an object with scale and denoise", value);
                    }
                    return enlargement(value);
                })
                .filter(enlargement -> enlargement.scale() > 1);
    }

    /** Values are called as messages call them. */
    private Enlargement enlargement(JsonNode value) {
        var named = JsonMapper.shared().createObjectNode();
        value.properties().forEach(entry -> named.set("hires." + entry.getKey(), entry.getValue()));
        var fields = new Fields(named);
        return new Enlargement(
                fields.number("hires.scale", SCALES).map(Number::doubleValue).orElse(SCALE),
                fields.number("hires.denoise", STRENGTHS).map(Number::doubleValue).orElse(DENOISE),
                whole("hires.steps", fields, drawings.steps()),
                Optional.empty());
    }

    private GenerationRequest img2img(Drawing drawing, Fields fields) {
        var strength = fields.number("strength", STRENGTHS).orElse(BigDecimal.valueOf(STRENGTH));
        int blur = whole("mask_blur", fields, BLURS).orElse(BLUR);
        return new Img2Img(
                drawing,
                images.of(ImageFields.required("image", fields)),
                BigDecimal.ONE.subtract(strength).doubleValue(),
                ImageFields.find("mask", fields)
                        .map(file -> new Mask(images.of("mask", file), blur)),
                Optional.empty());
    }

    private GenerationRequest upscale(Fields fields) {
        var sides = Range.ofWholes(1, limits.maxPixels());
        int width = whole("width", fields, sides).orElse(0);
        int height = whole("height", fields, sides).orElse(0);
        var image = images.of(ImageFields.required("image", fields));
        return new Upscale(image, target(width, height));
    }

    /** A side alone keeps the aspect, both are what the picture must fit within. */
    private static TargetSize target(int width, int height) {
        if (width == 0) {
            return height == 0 ? new TargetSize.Scale(2) : new TargetSize.Height(height);
        }
        return height == 0 ? new TargetSize.Width(width) : new TargetSize.Within(width, height);
    }
}
