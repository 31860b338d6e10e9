package dev.easel.sampling;

import dev.easel.tensor.Tensor;

/** An algorithm that goes from noised latents to clean ones, through falling noise levels. */
@FunctionalInterface
public interface Sampler {
    /**
     * {@return the latents after the last step, in the innermost scope} Everything else that the
     * steps make is freed.
     *
     * @param x latents at the first sigma, [batch, channels, height/8, width/8], float32; stays the
     *     caller's
     * @param sigmas the noise levels to go through
     * @param noise asked once per step that adds noise; many samplers never ask
     * @param observer told of every step; what it throws ends the run
     */
    Tensor sample(
            Denoiser denoiser, Tensor x, Sigmas sigmas, NoiseSource noise, StepObserver observer);
}
