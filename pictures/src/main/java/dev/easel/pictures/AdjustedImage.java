package dev.easel.pictures;

import java.util.List;

/**
 * A picture that was brought into a form that can be worked with.
 *
 * @param adjustments what was changed for it, in words for people
 */
public record AdjustedImage(RgbImage image, List<String> adjustments) {
    public AdjustedImage {
        adjustments = List.copyOf(adjustments);
    }
}
