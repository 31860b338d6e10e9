package dev.easel.server.protocol.a1111;

import dev.easel.server.error.ApiException;
import dev.easel.server.fields.ImageText;
import dev.easel.server.request.GenerationRequest.Anew;
import dev.easel.server.request.GenerationRequest.Drawing;
import dev.easel.server.request.GenerationRequest.Fit;
import dev.easel.server.request.GenerationRequest.Frame;
import dev.easel.server.request.GenerationRequest.Img2Img;
import dev.easel.server.request.GenerationRequest.Mask;
import dev.easel.server.request.SentImage;
import dev.easel.server.request.SentImages;

import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Optional;

/** Reads what a picture begins from: another picture, its mask and its frame. */
@Component
final class StartReader {
    private static final String IMAGES = "init_images";
    private static final double DENOISING = 0.75;
    private static final int BLUR = 4;
    private static final int MOST_BLUR = 64;
    private static final int ORIGINAL = 1;

    private final SentImages images;
    private final SizeReader sizes;

    StartReader(SentImages images, SizeReader sizes) {
        this.images = images;
        this.sizes = sizes;
    }

    /**
     * Checks that there is a picture.
     *
     * @throws ApiException 404 where there is none
     */
    void requireImage(Values values) {
        var texts = values.texts(IMAGES);
        if (texts.isEmpty() || texts.getFirst().isBlank()) {
            throw ApiException.of(404, "Init image not found");
        }
    }

    /** {@return the request that begins from the picture in the fields} */
    Img2Img read(Values values, Drawing drawing, List<String> notes) {
        var texts = values.texts(IMAGES);
        if (texts.size() > 1) {
            notes.add("init_images has %d pictures: the first is used".formatted(texts.size()));
        }
        var image = picture(IMAGES, texts.getFirst());
        var mask = mask(values, notes);
        return new Img2Img(
                drawing,
                image,
                values.number("denoising_strength", 0, 1, DENOISING),
                mask,
                Optional.of(
                        new Frame(
                                sizes.side(values, "width"),
                                sizes.side(values, "height"),
                                fit(values, notes))));
    }

    private SentImage picture(String field, String text) {
        return images.of(field, ImageText.file(field, text));
    }

    private static Fit fit(Values values, List<String> notes) {
        return switch (values.whole("resize_mode", 0, 3, 0)) {
            case 0 -> Fit.STRETCH;
            case 1 -> Fit.CROP;
            case 2 -> Fit.FILL;
            default -> {
                notes.add("resize_mode 3 is not here: the picture is resized as by 0");
                yield Fit.STRETCH;
            }
        };
    }

    private Optional<Mask> mask(Values values, List<String> notes) {
        int fill = values.whole("inpainting_fill", 0, 3, ORIGINAL);
        boolean inverted = values.truth("inpainting_mask_invert", false);
        boolean closeUp = values.truth("inpaint_full_res", false);
        int blur = blur(values);
        var mask = values.name("mask");
        if (mask.isPresent() && fill != ORIGINAL) {
            notes.add(
                    "inpainting_fill %d is not here: what is masked begins from the original (1)"
                            .formatted(fill));
        }
        if (mask.isPresent() && closeUp) {
            notes.add("inpaint_full_res is not used: the whole picture is drawn");
        }
        return mask.map(
                text -> new Mask(picture("mask", text), blur, inverted ? Anew.BLACK : Anew.WHITE));
    }

    /** {@code mask_blur} stands for both directions; there is one, the larger. */
    private static int blur(Values values) {
        int across = values.whole("mask_blur_x", 0, MOST_BLUR, BLUR);
        int down = values.whole("mask_blur_y", 0, MOST_BLUR, BLUR);
        return values.whole("mask_blur", 0, MOST_BLUR, Math.max(across, down));
    }
}
