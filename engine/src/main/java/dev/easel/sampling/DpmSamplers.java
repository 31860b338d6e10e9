package dev.easel.sampling;

import static dev.easel.sampling.SamplerMath.derivative;
import static dev.easel.sampling.SamplerMath.euler;
import static dev.easel.sampling.SamplerMath.middle;

import dev.easel.sampling.SamplerMath.AncestralStep;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

/**
 * Second-order samplers that ask the denoiser a second time in the middle of a step. Source: Lu et
 * al. 2022, DPM-Solver-2 and DPM-Solver++(2S); {@code sample_dpm_2}, {@code sample_dpm_2_ancestral}
 * and {@code sample_dpmpp_2s_ancestral} of k-diffusion.
 */
final class DpmSamplers {
    private DpmSamplers() {}

    static Tensor dpm2(
            Denoiser denoiser, Tensor x, Sigmas sigmas, NoiseSource noise, StepObserver observer) {
        for (int i = 0; i < sigmas.steps(); i++) {
            try (var scope = TensorScope.open()) {
                double sigma = sigmas.at(i);
                Tensor denoised = denoiser.denoise(x, sigma);
                x = scope.promote(midpoint(denoiser, x, denoised, sigma, sigmas.at(i + 1)));
                observer.onStep(i, sigmas.steps(), sigma, x, denoised);
            }
        }
        return x;
    }

    static Tensor dpm2Ancestral(
            Denoiser denoiser, Tensor x, Sigmas sigmas, NoiseSource noise, StepObserver observer) {
        for (int i = 0; i < sigmas.steps(); i++) {
            try (var scope = TensorScope.open()) {
                double sigma = sigmas.at(i);
                double next = sigmas.at(i + 1);
                Tensor denoised = denoiser.denoise(x, sigma);
                var step = AncestralStep.between(sigma, next);
                Tensor down = midpoint(denoiser, x, denoised, sigma, step.down());
                x = scope.promote(next > 0 ? down.add(noise.next().mul(step.up())) : down);
                observer.onStep(i, sigmas.steps(), sigma, x, denoised);
            }
        }
        return x;
    }

    static Tensor dpmpp2sAncestral(
            Denoiser denoiser, Tensor x, Sigmas sigmas, NoiseSource noise, StepObserver observer) {
        for (int i = 0; i < sigmas.steps(); i++) {
            try (var scope = TensorScope.open()) {
                double sigma = sigmas.at(i);
                double next = sigmas.at(i + 1);
                Tensor denoised = denoiser.denoise(x, sigma);
                var step = AncestralStep.between(sigma, next);
                Tensor down = singlestep(denoiser, x, denoised, sigma, step.down());
                x = scope.promote(next > 0 ? down.add(noise.next().mul(step.up())) : down);
                observer.onStep(i, sigmas.steps(), sigma, x, denoised);
            }
        }
        return x;
    }

    /** DPM-Solver-2: the whole step along the derivative in its middle. */
    private static Tensor midpoint(
            Denoiser denoiser, Tensor x, Tensor denoised, double sigma, double next) {
        if (next == 0) {
            return euler(x, denoised, sigma, next);
        }
        double middle = middle(sigma, next);
        Tensor there = euler(x, denoised, sigma, middle);
        Tensor slope = derivative(there, denoiser.denoise(there, middle), middle);
        return x.add(slope.mul(next - sigma));
    }

    /** DPM-Solver++(2S): the whole step towards the denoised latents at its middle. */
    private static Tensor singlestep(
            Denoiser denoiser, Tensor x, Tensor denoised, double sigma, double next) {
        if (next == 0) {
            return euler(x, denoised, sigma, next);
        }
        double middle = middle(sigma, next);
        Tensor there = SamplerMath.towards(x, denoised, middle / sigma);
        return SamplerMath.towards(x, denoiser.denoise(there, middle), next / sigma);
    }
}
