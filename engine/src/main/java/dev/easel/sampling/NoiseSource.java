package dev.easel.sampling;

import dev.easel.tensor.Tensor;

/** Where samplers get the noise that they add between steps. */
@FunctionalInterface
public interface NoiseSource {
    /**
     * {@return the next unit noise for the whole batch, shaped like the latents, float32, in the
     * innermost scope}
     */
    Tensor next();
}
