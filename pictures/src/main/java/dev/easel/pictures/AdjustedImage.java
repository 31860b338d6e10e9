package dev.easel.pictures;

import java.util.List;

/**
 * A picture, and what was changed to make it usable.
 *
 * @param adjustments each change, in words for people
 */
public record AdjustedImage(RgbImage image, List<String> adjustments) {
    public AdjustedImage {
        adjustments = List.copyOf(adjustments);
    }
}
