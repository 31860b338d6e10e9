package dev.easel.server.protocol.imagesdxl;

import dev.easel.pipeline.TargetSize;
import dev.easel.server.error.ApiException;
import dev.easel.server.fields.Fields;
import dev.easel.server.fields.LoraFields;
import dev.easel.server.fields.WrittenFields;
import dev.easel.server.request.GenerationRequest;
import dev.easel.server.request.GenerationRequest.Drawing;
import dev.easel.server.request.InvalidRequestException;
import dev.easel.server.request.LimitSettings;
import dev.easel.server.request.SentImages;
import dev.easel.server.request.WrittenWords;

import org.springframework.stereotype.Component;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Reads requests: every value is looked at before any work. */
@Component
final class RequestReader {
    /** What a request may have beside its parameters: {@code POST /image} names the model so. */
    private static final String AI = "ai";

    /** The original called the parameter by the name that its own service behind it has. */
    private static final String NO_INIT_IMAGE =
            "init_image: is required; send the picture as the parameter image";

    private static final String NO_IMAGE = "image: is required";

    private final Parameters parameters;
    private final LimitSettings limits;
    private final SentImages images;
    private final Extensions extensions;

    RequestReader(
            Parameters parameters, LimitSettings limits, SentImages images, Extensions extensions) {
        this.parameters = parameters;
        this.limits = limits;
        this.images = images;
        this.extensions = extensions;
    }

    /**
     * A request as it was understood.
     *
     * @param notes what was not, in words for people
     * @param written its words as they were sent
     */
    record Reading(GenerationRequest request, List<String> notes, WrittenWords written) {}

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
        var _ = fields.truth("stream");
        var action =
                fields.oneOf("action", parameters.named("action").options())
                        .map(Action::named)
                        .orElse(Action.GENERATE);
        var _ = fields.text("image"); // a string, also where it is not used
        var values = new Values(parameters, fields, action);
        var notes = new ArrayList<>(fields.unknown(this::isKnown));
        var drawing = extended(values.drawing(), fields, notes);
        var width = values.side("width");
        var height = values.side("height");
        double strength = values.decimal("strength", Parameters.STRENGTH);
        if (action == Action.IMG2IMG && (width.isPresent() || height.isPresent())) {
            notes.add("width and height are not used: the picture has its input's size");
        }
        GenerationRequest request =
                switch (action) {
                    case GENERATE ->
                            new GenerationRequest.Generate(
                                    drawing, width.orElse(usualSide()), height.orElse(usualSide()));
                    case IMG2IMG ->
                            new GenerationRequest.Img2Img(
                                    drawing, images.of(values.image(NO_INIT_IMAGE)), 1 - strength);
                    case UPSCALE ->
                            new GenerationRequest.Upscale(
                                    images.of(values.image(NO_IMAGE)), target(width, height));
                };
        return new Reading(
                request, List.copyOf(notes), WrittenFields.read(fields, extensions.areOn()));
    }

    /** {@return the drawing with what goes beyond the API's page, where that is read} */
    private Drawing extended(Drawing drawing, Fields fields, List<String> notes) {
        if (!extensions.areOn()) {
            LoraFields.note(drawing).ifPresent(notes::add);
            return drawing;
        }
        return LoraFields.read(drawing, fields.body())
                .withPreview(fields.truth(Extensions.PREVIEW).orElse(false));
    }

    private int usualSide() {
        return Math.min(Parameters.SIDE, limits.maxSide());
    }

    private boolean isKnown(String name) {
        return parameters.has(name) || extensions.reads(name) || name.equals(AI);
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
}
