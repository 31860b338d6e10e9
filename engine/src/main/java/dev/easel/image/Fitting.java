package dev.easel.image;

import java.util.List;

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
        double scale = scale(image);
        int width = legal(image.width() * scale);
        int height = legal(image.height() * scale);
        // Rounding up may have gone over the limit again, or a side that cannot shrink any more.
        while ((long) width * height > maxPixels) {
            if (width >= height) {
                width -= multiple;
            } else {
                height -= multiple;
            }
        }
        if (width == image.width() && height == image.height()) {
            return new AdjustedImage(image, List.of());
        }
        var sentence =
                "resized from %dx%d to %dx%d"
                        .formatted(image.width(), image.height(), width, height);
        return new AdjustedImage(
                Resampling.LANCZOS.resize(image, width, height), List.of(sentence));
    }

    private double scale(RgbImage image) {
        double pixels = (double) image.width() * image.height();
        double longest = Math.max(image.width(), image.height());
        return Math.min(1, Math.min(maxSide / longest, Math.sqrt(maxPixels / pixels)));
    }

    private int legal(double side) {
        return Math.clamp(Math.round(side / multiple) * multiple, minSide, maxSide);
    }
}
