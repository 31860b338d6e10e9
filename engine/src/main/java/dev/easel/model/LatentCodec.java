package dev.easel.model;

import dev.easel.pictures.RgbImage;
import dev.easel.tensor.Tensor;

/**
 * Turns pictures into the latents that a {@link Backbone} works on, and back. Thread-safe. Its
 * calls take the device's turn. {@link ModelDesign} says how large latents are.
 */
public interface LatentCodec {
    /**
     * {@return the distribution of a picture's latents, in the innermost scope}
     *
     * @param pixels [1, 3, height, width] in [-1, 1], both sides multiples of the factor
     */
    Encoded encode(Tensor pixels);

    /**
     * {@return pixels [1, 3, height * factor, width * factor], float32, about in [-1, 1] but not
     * clamped, in the innermost scope}
     *
     * @param latents as the backbone works on them, [1, channels, height, width]
     */
    Tensor decode(Tensor latents);

    /** {@return the decoded latents as a picture} Everything that is made on the way is freed. */
    RgbImage picture(Tensor latents);

    /** A picture's latents before they are sampled. Needs no weights any more. */
    @FunctionalInterface
    interface Encoded {
        /**
         * {@return latents as the backbone works on them, in the innermost scope}
         *
         * @param noise of the latents' shape, from a standard normal distribution
         */
        Tensor sample(Tensor noise);
    }
}
