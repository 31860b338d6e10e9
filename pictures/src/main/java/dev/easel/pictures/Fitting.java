package dev.easel.pictures;

import java.util.List;
import java.util.Optional;

/**
 * The sizes that pictures may have. Others are resized to the nearest, never cropped: sides and
 * area that are too large are scaled down first, then each side is rounded to a multiple.
 *
 * @param multiple of which both sides must be
 * @param minSide a multiple
 * @param maxSide a multiple
 * @param maxPixels at least {@code minSide} squared
 */
public record Fitting(int multiple, int minSide, int maxSide, long maxPixels) {
    public Fitting {
        if (multiple < 1
                || minSide < multiple
                || maxSide < minSide
                || minSide % multiple != 0
                || maxSide % multiple != 0
                || maxPixels < (long) minSide * minSide) {
            throw new IllegalArgumentException(
                    "sides of multiples of %d from %d to %d with at most %d pixels are impossible"
                            .formatted(multiple, minSide, maxSide, maxPixels));
        }
    }

    /** {@return the picture in the nearest legal size, by {@link Resampling#LANCZOS}} */
    public AdjustedImage fit(RgbImage image) {
        var size = fit(image.width(), image.height());
        if (size.adjustment().isEmpty()) {
            return new AdjustedImage(image, List.of());
        }
        return new AdjustedImage(
                Resampling.LANCZOS.resize(image, size.width(), size.height()),
                size.adjustment().stream().toList());
    }

    /**
     * The nearest legal size of a picture.
     *
     * @param adjustment what is changed for it, in words for people; absent where it is legal
     */
    public record Fitted(int width, int height, Optional<String> adjustment) {}

    /** {@return the nearest legal size of a picture of these sides} */
    public Fitted fit(int givenWidth, int givenHeight) {
        double scale = scale(givenWidth, givenHeight);
        int width = legal(givenWidth * scale);
        int height = legal(givenHeight * scale);
        // Rounding up may have gone over the limit again, or a side that cannot shrink any more.
        while ((long) width * height > maxPixels) {
            if (width >= height) {
                width -= multiple;
            } else {
                height -= multiple;
            }
        }
        boolean legal = width == givenWidth && height == givenHeight;
        var sentence =
                "resized from %dx%d to %dx%d".formatted(givenWidth, givenHeight, width, height);
        return new Fitted(width, height, legal ? Optional.empty() : Optional.of(sentence));
    }

    private double scale(int width, int height) {
        double pixels = (double) width * height;
        double longest = Math.max(width, height);
        return Math.min(1, Math.min(maxSide / longest, Math.sqrt(maxPixels / pixels)));
    }

    private int legal(double side) {
        return Math.clamp(Math.round(side / multiple) * multiple, minSide, maxSide);
    }
}
