package dev.easel.sampling;

import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

/**
 * The samplers of consistency models, which predict the end of the whole path at once. Source: Luo
 * et al. 2023, "Latent Consistency Models", algorithm 3; Zheng et al. 2024, "Trajectory Consistency
 * Distillation", algorithm 3; {@code LCMScheduler} and {@code TCDScheduler} of diffusers, whose
 * latents x are these divided by sqrt(1 + sigma^2).
 */
final class ConsistencySamplers {
    private static final double TIMESTEP_SCALING = 10;
    private static final double DATA_VARIANCE = 0.25;

    private ConsistencySamplers() {}

    /** Each step ends in the clean latents, to which noise of the next level is added. */
    static Tensor lcm(
            Denoiser denoiser, Tensor x, Sigmas sigmas, NoiseSource noise, StepObserver observer) {
        for (int i = 0; i < sigmas.steps(); i++) {
            try (var scope = TensorScope.open()) {
                double sigma = sigmas.at(i);
                double next = sigmas.at(i + 1);
                Tensor denoised = denoiser.denoise(x, sigma);
                Tensor clean = atBoundary(x, denoised, sigma, sigmas.timesteps().get(i));
                x = scope.promote(next > 0 ? clean.add(noise.next().mul(next)) : clean);
                observer.onStep(i, sigmas.steps(), sigma, x, denoised);
            }
        }
        return x;
    }

    /** Each step goes down to {@link Sigmas#downs}, and by noise up to the next level. */
    static Tensor tcd(
            Denoiser denoiser, Tensor x, Sigmas sigmas, NoiseSource noise, StepObserver observer) {
        for (int i = 0; i < sigmas.steps(); i++) {
            try (var scope = TensorScope.open()) {
                double sigma = sigmas.at(i);
                double next = sigmas.at(i + 1);
                double lower = sigmas.downs().get(i);
                Tensor denoised = denoiser.denoise(x, sigma);
                Tensor down = SamplerMath.euler(x, denoised, sigma, lower);
                double up = Math.sqrt(next * next - lower * lower);
                x = scope.promote(next > lower ? down.add(noise.next().mul(up)) : down);
                observer.onStep(i, sigmas.steps(), sigma, x, denoised);
            }
        }
        return x;
    }

    /** The boundary condition: at timestep 0 the latents are clean already, whatever is said. */
    private static Tensor atBoundary(Tensor x, Tensor denoised, double sigma, double timestep) {
        double scaled = TIMESTEP_SCALING * timestep;
        double sum = scaled * scaled + DATA_VARIANCE;
        double skip = DATA_VARIANCE / sum / Math.sqrt(1 + sigma * sigma);
        return denoised.mul(scaled / Math.sqrt(sum)).add(x.mul(skip));
    }
}
