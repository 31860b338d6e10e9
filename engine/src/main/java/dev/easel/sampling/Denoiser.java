package dev.easel.sampling;

import dev.easel.tensor.Tensor;

/** Predicts the clean latents from noised ones. */
@FunctionalInterface
public interface Denoiser {
    /**
     * {@return the denoised latents, shaped like {@code x}, in the innermost scope}
     *
     * @param x clean latents + sigma * unit noise, [batch, channels, height/8, width/8], float32
     * @param sigma the standard deviation of the noise, above 0
     */
    Tensor denoise(Tensor x, double sigma);
}
