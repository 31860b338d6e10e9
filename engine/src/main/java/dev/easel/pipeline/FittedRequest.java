package dev.easel.pipeline;

import dev.easel.pictures.Fitting;
import dev.easel.pictures.RgbImage;

import java.util.ArrayList;
import java.util.List;

/**
 * A request whose picture the model can take as it is.
 *
 * @param adjustments what was changed for it, in words for people
 */
record FittedRequest(ImageToImage request, List<String> adjustments) {

    /**
     * {@return the request with the nearest size}
     *
     * @param multiple of which both sides must be
     */
    static FittedRequest of(ImageToImage request, int multiple) {
        var fitting = new Fitting(multiple, ImageSize.MIN, ImageSize.MAX, ImageSize.MAX_PIXELS);
        var fitted = fitting.fit(request.image());
        List<String> adjustments = new ArrayList<>(fitted.adjustments());
        request.mask()
                .filter(mask -> !sameSize(mask, request.image()))
                .ifPresent(mask -> adjustments.add(stretched(mask, fitted.image())));
        return new FittedRequest(request.withImage(fitted.image()), List.copyOf(adjustments));
    }

    private static boolean sameSize(RgbImage one, RgbImage other) {
        return one.width() == other.width() && one.height() == other.height();
    }

    private static String stretched(RgbImage mask, RgbImage picture) {
        return "mask stretched from %dx%d to %dx%d"
                .formatted(mask.width(), mask.height(), picture.width(), picture.height());
    }
}
