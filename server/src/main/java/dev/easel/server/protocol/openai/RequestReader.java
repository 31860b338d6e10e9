package dev.easel.server.protocol.openai;

import dev.easel.pipeline.ParameterRange;
import dev.easel.server.fields.Fields;
import dev.easel.server.fields.Range;
import dev.easel.server.protocol.openai.ModelNames.Meant;
import dev.easel.server.request.GenerationRequest.Anew;
import dev.easel.server.request.GenerationRequest.Generate;
import dev.easel.server.request.GenerationRequest.Img2Img;
import dev.easel.server.request.GenerationRequest.Mask;
import dev.easel.server.request.InvalidRequestException;
import dev.easel.server.request.SentImage;
import dev.easel.server.request.SentImages;

import org.springframework.stereotype.Component;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads the three kinds of requests: every value is looked at before any work. */
@Component
final class RequestReader {
    private static final double STRENGTH = 0.35;

    /** What is masked is made again altogether, unless the request says otherwise. */
    private static final double STRENGTH_WITH_MASK = 0;

    private static final Range SHARE = Range.of(ParameterRange.DENOISING_STRENGTH);
    private static final Range BLUR = Range.ofWholes(0, 64);

    private final ModelNames models;
    private final DrawingReader drawings;
    private final SizeReader sizes;
    private final SentImages images;

    RequestReader(ModelNames models, DrawingReader drawings, SizeReader sizes, SentImages images) {
        this.models = models;
        this.drawings = drawings;
        this.sizes = sizes;
        this.images = images;
    }

    /** {@return what {@code generations} asks for} */
    Reading generation(Sent sent) {
        requirePrompt(sent);
        var fields = sent.fields();
        var notes = new ArrayList<String>();
        var model = model(fields, notes);
        var drawn = drawings.read(fields, model, notes);
        if (!sent.images().isEmpty() || sent.mask().isPresent()) {
            notes.add("image and mask are not used: /v1/images/edits takes them");
        }
        var asked = sizes.read(fields, model.choice(), notes);
        var handover = OutputReader.read(fields, notes);
        FieldNames.noteUnknown(sent.body(), notes);
        var size = asked.orElseGet(() -> sizes.usual(model.choice()));
        var request =
                new Generate(
                        drawn.drawing().withPreview(handover.partials() > 0),
                        OptionalInt.of(size.width()),
                        OptionalInt.of(size.height()),
                        Optional.empty());
        var usage = Usage.of(drawn.written().prompt(), Optional.empty(), size);
        return new Reading(request, drawn, size, handover, usage, notes);
    }

    /** {@return what {@code edits} asks for} */
    Reading edit(Sent sent) {
        requirePrompt(sent);
        return changed(sent);
    }

    /** {@return what {@code variations} asks for} */
    Reading variation(Sent sent) {
        return changed(sent);
    }

    private static void requirePrompt(Sent sent) {
        if (sent.fields().text("prompt").isEmpty()) {
            throw new Refusal(ErrorObject.missing("prompt"));
        }
    }

    private Reading changed(Sent sent) {
        if (sent.images().isEmpty()) {
            throw new Refusal(ErrorObject.missing("image"));
        }
        var fields = sent.fields();
        var notes = new ArrayList<String>();
        var model = model(fields, notes);
        var image = images.of(sent.images().getFirst());
        if (sent.images().size() > 1) {
            notes.add(
                    "the first picture is used alone, %d more are not"
                            .formatted(sent.images().size() - 1));
        }
        var drawn = drawings.read(fields, model, notes);
        var frame = sizes.frame(sizes.read(fields, model.choice(), notes), image, notes);
        var handover = OutputReader.read(fields, notes);
        var mask = mask(sent, image, notes);
        FieldNames.noteUnknown(sent.body(), notes);
        var size =
                sizes.fitted(
                        frame.map(f -> f.width()).orElse(image.width()),
                        frame.map(f -> f.height()).orElse(image.height()),
                        model.choice());
        var request =
                new Img2Img(
                        drawn.drawing().withPreview(handover.partials() > 0),
                        image,
                        1 - strength(fields, mask),
                        mask,
                        frame);
        var usage = Usage.of(drawn.written().prompt(), Optional.of(image), size);
        return new Reading(request, drawn, size, handover, usage, notes);
    }

    private Meant model(Fields fields, List<String> notes) {
        var model = models.find(fields.name("model"));
        model.note().ifPresent(notes::add);
        return model;
    }

    private static double strength(Fields fields, Optional<Mask> mask) {
        return fields.number("strength", SHARE)
                .map(BigDecimal::doubleValue)
                .orElse(mask.isPresent() ? STRENGTH_WITH_MASK : STRENGTH);
    }

    private Optional<Mask> mask(Sent sent, SentImage image, List<String> notes) {
        int blur = sent.fields().number("mask_blur", BLUR).map(BigDecimal::intValue).orElse(0);
        if (sent.mask().isEmpty()) {
            return ownMask(sent.fields(), image, notes)
                    .map(own -> new Mask(own, blur, Anew.TRANSPARENT));
        }
        var mask = images.of("mask", sent.mask().get());
        if (mask.width() != image.width() || mask.height() != image.height()) {
            throw new InvalidRequestException(
                    "mask must have the size of the first picture, %dx%d, got %dx%d"
                            .formatted(image.width(), image.height(), mask.width(), mask.height()));
        }
        if (!images.mayBeTransparent(mask)) {
            throw new InvalidRequestException(
                    "mask must be a PNG or WebP with transparency, which is where the picture is"
                            + " made again, got one without");
        }
        return Optional.of(new Mask(mask, blur, Anew.TRANSPARENT));
    }

    /** As DALL-E 2 takes it: what is transparent of the picture itself is made again. */
    private Optional<SentImage> ownMask(Fields fields, SentImage image, List<String> notes) {
        boolean taken =
                fields.name("model").filter("dall-e-2"::equals).isPresent()
                        && images.mayBeTransparent(image);
        if (taken) {
            notes.add("the picture's own transparency is its mask");
        }
        return taken ? Optional.of(image) : Optional.empty();
    }
}
