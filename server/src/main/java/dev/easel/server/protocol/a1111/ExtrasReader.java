package dev.easel.server.protocol.a1111;

import dev.easel.pipeline.TargetSize;
import dev.easel.server.error.ApiException;
import dev.easel.server.fields.ImageText;
import dev.easel.server.request.GenerationRequest.Upscale;
import dev.easel.server.request.LimitSettings;
import dev.easel.server.request.SentImage;
import dev.easel.server.request.SentImages;

import org.springframework.stereotype.Component;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads requests for larger pictures. */
@Component
final class ExtrasReader {
    private static final String FIRST = "upscaler_1";
    private static final double LEAST_SCALE = 0.1;
    private static final double MOST_SCALE = 8;
    private static final int SIDE = 512;

    private final UpscalerNames upscalers;
    private final SentImages images;
    private final LimitSettings limits;

    ExtrasReader(UpscalerNames upscalers, SentImages images, LimitSettings limits) {
        this.upscalers = upscalers;
        this.images = images;
        this.limits = limits;
    }

    /**
     * What is to become of pictures.
     *
     * @param upscaled whether anything does: A1111 gives pictures back where no upscaler is named
     * @param upscaler the network; the server's own where absent
     * @param notes what is not done, in words for people
     */
    record Extras(
            boolean upscaled, Optional<String> upscaler, Resizing resizing, List<String> notes) {
        Upscale request(SentImage image) {
            return new Upscale(image, resizing.target(image), upscaler);
        }
    }

    /** A new size. */
    sealed interface Resizing {
        TargetSize target(SentImage image);
    }

    /** So many times the size. */
    record Scale(double factor) implements Resizing {
        @Override
        public TargetSize target(SentImage image) {
            return new TargetSize.Scale(factor);
        }
    }

    /**
     * So large that it covers a size.
     *
     * @param cropped whether what hangs over is cut away
     */
    record Cover(int width, int height, boolean cropped) implements Resizing {
        @Override
        public TargetSize target(SentImage image) {
            boolean wider = (long) width * image.height() >= (long) height * image.width();
            return wider ? new TargetSize.Width(width) : new TargetSize.Height(height);
        }
    }

    /** {@return what a request wants} */
    Extras read(Values values) {
        var notes = new ArrayList<String>();
        boolean upscaled =
                values.name(FIRST).filter(name -> !name.equals(UpscalerNames.NONE)).isPresent();
        var upscaler = upscalers.read(values, FIRST, notes);
        var resizing = resizing(values);
        noteUnused(values, notes);
        return new Extras(upscaled, upscaler, resizing, List.copyOf(notes));
    }

    private Resizing resizing(Values values) {
        int mode = values.whole("resize_mode", 0, 1, 0);
        double scale = values.number("upscaling_resize", LEAST_SCALE, MOST_SCALE, 2);
        int width = values.whole("upscaling_resize_w", 1, limits.maxPixels(), SIDE);
        int height = values.whole("upscaling_resize_h", 1, limits.maxPixels(), SIDE);
        boolean cropped = values.truth("upscaling_crop", true);
        return mode == 0 ? new Scale(scale) : new Cover(width, height, cropped);
    }

    private static void noteUnused(Values values, List<String> notes) {
        for (String name :
                List.of(
                        "gfpgan_visibility",
                        "codeformer_visibility",
                        "extras_upscaler_2_visibility")) {
            if (values.number(name, 0, 1, 0) > 0) {
                notes.add(name + " is not used");
            }
        }
    }

    /**
     * {@return the picture in a text}
     *
     * @throws ApiException 404 where it is empty
     */
    SentImage picture(String field, String text) {
        if (text.isBlank()) {
            throw ApiException.of(404, "Image not found");
        }
        return images.of(field, ImageText.file(field, text));
    }
}
