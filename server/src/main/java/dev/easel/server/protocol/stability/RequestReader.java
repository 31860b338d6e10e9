package dev.easel.server.protocol.stability;

import dev.easel.pipeline.ParameterRange;
import dev.easel.pipeline.TargetSize;
import dev.easel.server.fields.Fields;
import dev.easel.server.fields.Range;
import dev.easel.server.protocol.stability.Engines.Engine;
import dev.easel.server.request.GenerationRequest;
import dev.easel.server.request.GenerationRequest.Anew;
import dev.easel.server.request.GenerationRequest.Generate;
import dev.easel.server.request.GenerationRequest.Img2Img;
import dev.easel.server.request.GenerationRequest.Mask;
import dev.easel.server.request.GenerationRequest.Upscale;
import dev.easel.server.request.InvalidRequestException;
import dev.easel.server.request.LimitSettings;
import dev.easel.server.request.SentImage;

import org.springframework.stereotype.Component;

import tools.jackson.databind.JsonNode;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the four kinds of requests for pictures. */
@Component
final class RequestReader {
    private static final String STEP_SCHEDULE = "STEP_SCHEDULE";
    private static final List<String> MODES = List.of("IMAGE_STRENGTH", STEP_SCHEDULE);
    private static final double USUAL_DENOISING = 0.65;
    private static final Map<String, Anew> MASKS =
            Map.of(
                    "MASK_IMAGE_WHITE", Anew.WHITE,
                    "MASK_IMAGE_BLACK", Anew.BLACK,
                    "INIT_IMAGE_ALPHA", Anew.TRANSPARENT);

    private final DrawingReader drawings;
    private final LimitSettings limits;

    RequestReader(DrawingReader drawings, LimitSettings limits) {
        this.drawings = drawings;
        this.limits = limits;
    }

    /**
     * A request as it was understood.
     *
     * @param notes what was not taken as it was sent, in words for people
     */
    record Reading(GenerationRequest request, List<String> notes) {
        /** {@return whether it asks for more than one picture} */
        boolean isOfSeveral() {
            return switch (request) {
                case Generate generate -> generate.drawing().number() > 1;
                case Img2Img img2img -> img2img.drawing().number() > 1;
                case Upscale _ -> false;
            };
        }
    }

    /** {@return what {@code text-to-image} asks for} */
    Reading text(Engine engine, JsonNode body) {
        var notes = new ArrayList<String>();
        var drawing = drawings.read(engine, body, notes);
        var fields = new Fields(body);
        DrawingReader.noteUnknown(body, Set.of("width", "height"), notes);
        return new Reading(
                new Generate(
                        drawing,
                        drawings.side(fields, "width"),
                        drawings.side(fields, "height"),
                        Optional.empty()),
                notes);
    }

    /** {@return what {@code image-to-image} asks for} */
    Reading image(Engine engine, SentForm form) {
        var notes = new ArrayList<String>();
        var init = form.image("init_image");
        var drawing = drawings.read(engine, form.body(), notes);
        double denoising = denoising(form.fields(), notes);
        DrawingReader.noteUnknown(
                form.body(),
                Set.of(
                        "init_image_mode",
                        "image_strength",
                        "step_schedule_start",
                        "step_schedule_end"),
                notes);
        return new Reading(new Img2Img(drawing, init, denoising), notes);
    }

    /** The strength of the picture is what is not made again; the schedule's start is what is. */
    private static double denoising(Fields fields, List<String> notes) {
        var share = Range.of(ParameterRange.DENOISING_STRENGTH);
        var mode =
                fields.name("init_image_mode")
                        .map(name -> name.toUpperCase(Locale.ROOT))
                        .orElse(MODES.getFirst());
        if (!MODES.contains(mode)) {
            throw Fields.wrong("init_image_mode", "one of " + String.join(", ", MODES), mode);
        }
        var strength = fields.number("image_strength", share).map(BigDecimal::doubleValue);
        var start = fields.number("step_schedule_start", share).map(BigDecimal::doubleValue);
        fields.number("step_schedule_end", share)
                .filter(end -> end.signum() > 0)
                .ifPresent(_ -> notes.add("step_schedule_end has no effect here: it is 0"));
        return mode.equals(STEP_SCHEDULE)
                ? start.orElse(USUAL_DENOISING)
                : strength.map(s -> 1 - s).orElse(USUAL_DENOISING);
    }

    /** {@return what {@code image-to-image/masking} asks for} */
    Reading masking(Engine engine, SentForm form) {
        var notes = new ArrayList<String>();
        var init = form.image("init_image");
        var source = form.fields().oneOf("mask_source", List.copyOf(MASKS.keySet()));
        var anew =
                source.map(MASKS::get)
                        .orElseThrow(() -> new InvalidRequestException("mask_source: is required"));
        var mask = anew == Anew.TRANSPARENT ? init : mask(init, form);
        var drawing = drawings.read(engine, form.body(), notes);
        DrawingReader.noteUnknown(form.body(), Set.of("mask_source"), notes);
        return new Reading(
                new Img2Img(
                        drawing, init, 1, Optional.of(new Mask(mask, 0, anew)), Optional.empty()),
                notes);
    }

    private static SentImage mask(SentImage init, SentForm form) {
        var mask = form.image("mask_image");
        if (mask.width() != init.width() || mask.height() != init.height()) {
            throw new InvalidRequestException(
                    "mask_image must have the size of init_image, %dx%d, got %dx%d"
                            .formatted(init.width(), init.height(), mask.width(), mask.height()));
        }
        return mask;
    }

    /** {@return what {@code image-to-image/upscale} asks for} */
    Reading upscale(Engine engine, SentForm form) {
        var notes = new ArrayList<>(engine.note().stream().toList());
        var image = form.image("image");
        var fields = form.fields();
        var sides = Range.ofWholes(1, limits.maxPixels());
        var width = fields.number("width", sides).map(BigDecimal::intValue);
        var height = fields.number("height", sides).map(BigDecimal::intValue);
        if (width.isPresent() && height.isPresent()) {
            throw new InvalidRequestException(
                    "width and height cannot both be given: the other side follows the picture");
        }
        var target =
                width.<TargetSize>map(TargetSize.Width::new)
                        .or(() -> height.map(TargetSize.Height::new))
                        .orElseGet(() -> new TargetSize.Scale(2));
        DrawingReader.noteUnknown(form.body(), Set.of("width", "height"), notes);
        return new Reading(new Upscale(image, target, engine.name()), notes);
    }
}
