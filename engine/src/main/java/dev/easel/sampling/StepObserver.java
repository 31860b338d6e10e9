package dev.easel.sampling;

import dev.easel.tensor.Tensor;

/** Told of every step of a sampler. Whatever it throws ends the run at once. */
@FunctionalInterface
public interface StepObserver {
    /**
     * Called once after each step, on the sampler's thread. The tensors are freed afterwards.
     *
     * @param step from 0
     * @param steps how many there are
     * @param sigma the noise level at which the step began
     * @param x the latents after the step, at the noise level of the next one
     * @param denoised the denoiser's result for the latents before the step
     * @throws java.util.concurrent.CancellationException to end the run
     */
    void onStep(int step, int steps, double sigma, Tensor x, Tensor denoised);
}
