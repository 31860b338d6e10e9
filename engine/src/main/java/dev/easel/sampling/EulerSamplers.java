package dev.easel.sampling;

import static dev.easel.sampling.SamplerMath.derivative;

import dev.easel.sampling.SamplerMath.AncestralStep;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

/**
 * Euler's method and Heun's. Source: Karras et al. 2022, algorithms 1 and 2 without churn; {@code
 * sample_euler}, {@code sample_euler_ancestral} and {@code sample_heun} of k-diffusion.
 */
final class EulerSamplers {
    private EulerSamplers() {}

    static Tensor euler(
            Denoiser denoiser, Tensor x, Sigmas sigmas, NoiseSource noise, StepObserver observer) {
        for (int i = 0; i < sigmas.steps(); i++) {
            try (var scope = TensorScope.open()) {
                double sigma = sigmas.at(i);
                Tensor denoised = denoiser.denoise(x, sigma);
                x = scope.promote(SamplerMath.euler(x, denoised, sigma, sigmas.at(i + 1)));
                observer.onStep(i, sigmas.steps(), sigma, x, denoised);
            }
        }
        return x;
    }

    static Tensor eulerAncestral(
            Denoiser denoiser, Tensor x, Sigmas sigmas, NoiseSource noise, StepObserver observer) {
        for (int i = 0; i < sigmas.steps(); i++) {
            try (var scope = TensorScope.open()) {
                double sigma = sigmas.at(i);
                double next = sigmas.at(i + 1);
                Tensor denoised = denoiser.denoise(x, sigma);
                var step = AncestralStep.between(sigma, next);
                Tensor down = SamplerMath.euler(x, denoised, sigma, step.down());
                x = scope.promote(next > 0 ? down.add(noise.next().mul(step.up())) : down);
                observer.onStep(i, sigmas.steps(), sigma, x, denoised);
            }
        }
        return x;
    }

    /** As the former, but noise is also sampled in the last step, for nothing (diffusers). */
    static Tensor eulerAncestralTrailing(
            Denoiser denoiser, Tensor x, Sigmas sigmas, NoiseSource noise, StepObserver observer) {
        for (int i = 0; i < sigmas.steps(); i++) {
            try (var scope = TensorScope.open()) {
                double sigma = sigmas.at(i);
                Tensor denoised = denoiser.denoise(x, sigma);
                var step = AncestralStep.between(sigma, sigmas.at(i + 1));
                Tensor down = SamplerMath.euler(x, denoised, sigma, step.down());
                x = scope.promote(down.add(noise.next().mul(step.up())));
                observer.onStep(i, sigmas.steps(), sigma, x, denoised);
            }
        }
        return x;
    }

    static Tensor heun(
            Denoiser denoiser, Tensor x, Sigmas sigmas, NoiseSource noise, StepObserver observer) {
        for (int i = 0; i < sigmas.steps(); i++) {
            try (var scope = TensorScope.open()) {
                double sigma = sigmas.at(i);
                double next = sigmas.at(i + 1);
                Tensor denoised = denoiser.denoise(x, sigma);
                Tensor there = SamplerMath.euler(x, denoised, sigma, next);
                if (next > 0) {
                    Tensor before = derivative(x, denoised, sigma);
                    Tensor after = derivative(there, denoiser.denoise(there, next), next);
                    there = x.add(before.add(after).mul((next - sigma) / 2));
                }
                x = scope.promote(there);
                observer.onStep(i, sigmas.steps(), sigma, x, denoised);
            }
        }
        return x;
    }
}
