package dev.easel.sampling;

import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

/**
 * The samplers by name: an algorithm each, and the noise levels that it goes through.
 *
 * <p>DDIM and DDPM have no algorithm of their own. With x in k-diffusion's space, a step of DDIM
 * (eta 0) is a step of Euler's method, and one of DDPM (variance fixed_small) an Euler-ancestral
 * one; their noise levels differ, and the scale at the beginning and the end.
 */
public enum Samplers implements Sampler {
    /** Song et al. 2021, eta 0. */
    DDIM(EulerSamplers::euler, NoiseLevels.DDIM),
    /** Ho et al. 2020. */
    DDPM(EulerSamplers::eulerAncestral, NoiseLevels.DDPM),
    K_DPMPP_2M(MultistepSamplers::dpmpp2m, NoiseLevels.K_DIFFUSION),
    K_DPMPP_2S_ANCESTRAL(DpmSamplers::dpmpp2sAncestral, NoiseLevels.K_DIFFUSION),
    K_DPM_2(DpmSamplers::dpm2, NoiseLevels.K_DIFFUSION),
    K_DPM_2_ANCESTRAL(DpmSamplers::dpm2Ancestral, NoiseLevels.K_DIFFUSION),
    K_EULER(EulerSamplers::euler, NoiseLevels.K_DIFFUSION),
    K_EULER_ANCESTRAL(EulerSamplers::eulerAncestral, NoiseLevels.K_DIFFUSION),
    K_HEUN(EulerSamplers::heun, NoiseLevels.K_DIFFUSION),
    K_LMS(MultistepSamplers::lms, NoiseLevels.K_DIFFUSION),
    /** Euler's method on the noise levels of diffusers' scheduler of that name. */
    EULER_DISCRETE(EulerSamplers::euler, NoiseLevels.EULER_DISCRETE),
    /** Luo et al. 2023, for latent consistency models. */
    LCM(ConsistencySamplers::lcm, NoiseLevels.LCM),
    /** Zheng et al. 2024, for models of trajectory consistency distillation. */
    TCD(ConsistencySamplers::tcd, NoiseLevels.TCD),
    /** Euler's method from pure noise, for SDXL-Lightning and its like. */
    EULER_TRAILING(EulerSamplers::euler, NoiseLevels.EULER_TRAILING),
    /** The same with noise at every step, for SDXL-Turbo. */
    EULER_ANCESTRAL_TRAILING(EulerSamplers::eulerAncestralTrailing, NoiseLevels.EULER_TRAILING);

    // The algorithms are static methods, which Error Prone cannot see.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Sampler algorithm;

    private final NoiseLevels levels;

    Samplers(Sampler algorithm, NoiseLevels levels) {
        this.algorithm = algorithm;
        this.levels = levels;
    }

    /**
     * {@return the noise levels of a run}
     *
     * @param spacing of them
     * @throws IllegalArgumentException for any spacing but their own with DDIM, DDPM and the
     *     samplers of few-step models, and for more or fewer steps than the schedule can give
     */
    public Sigmas sigmas(NoiseSchedule schedule, int steps, SigmaSpacing spacing) {
        if (!levels.has(spacing)) {
            throw new IllegalArgumentException(
                    "sampler %s has its own noise levels alone, got the spacing %s"
                            .formatted(name(), spacing));
        }
        return switch (schedule) {
            case BetaSchedule betas -> levels.sigmas(betas, steps, spacing);
        };
    }

    @Override
    public Tensor sample(
            Denoiser denoiser, Tensor x, Sigmas sigmas, NoiseSource noise, StepObserver observer) {
        return TensorScope.returning(() ->
                algorithm.sample(denoiser, x, sigmas, noise, observer).div(sigmas.finalScale()));
    }
}
