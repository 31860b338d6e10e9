package dev.easel.sampling;

import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The samplers by name: an algorithm each, and the noise levels that it goes through.
 *
 * <p>DDIM and DDPM have no algorithm of their own. With x in k-diffusion's space, a step of DDIM
 * (eta 0) is a step of Euler's method, and one of DDPM (variance fixed_small) an Euler-ancestral
 * one; their noise levels differ, and the scale at the beginning and the end.
 */
public enum Samplers implements Sampler {
    /** Song et al. 2021, eta 0. */
    DDIM("DDIM", EulerSamplers::euler, SigmaSpacing.DDIM),
    /** Ho et al. 2020. */
    DDPM("DDPM", EulerSamplers::eulerAncestral, SigmaSpacing.DDPM),
    K_DPMPP_2M("DPM++ 2M", MultistepSamplers::dpmpp2m, SigmaSpacing.K),
    K_DPMPP_2S_ANCESTRAL("DPM++ 2S a", DpmSamplers::dpmpp2sAncestral, SigmaSpacing.K),
    K_DPM_2("DPM2", DpmSamplers::dpm2, SigmaSpacing.K),
    K_DPM_2_ANCESTRAL("DPM2 a", DpmSamplers::dpm2Ancestral, SigmaSpacing.K),
    K_EULER("Euler", EulerSamplers::euler, SigmaSpacing.K),
    K_EULER_ANCESTRAL("Euler a", EulerSamplers::eulerAncestral, SigmaSpacing.K),
    K_HEUN("Heun", EulerSamplers::heun, SigmaSpacing.K),
    K_LMS("LMS", MultistepSamplers::lms, SigmaSpacing.K),
    /** Euler's method on the noise levels of diffusers' scheduler of that name. */
    EULER_DISCRETE("Euler (diffusers)", EulerSamplers::euler, SigmaSpacing.EULER_DISCRETE);

    private final String displayName;

    // The algorithms are static methods, which Error Prone cannot see.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Sampler algorithm;

    private final SigmaSpacing spacing;

    Samplers(String displayName, Sampler algorithm, SigmaSpacing spacing) {
        this.displayName = displayName;
        this.algorithm = algorithm;
        this.spacing = spacing;
    }

    /**
     * {@return the sampler with a wire name}
     *
     * @throws IllegalArgumentException for any other name; the message lists those there are
     */
    public static Samplers named(String wireName) {
        return Arrays.stream(values())
                .filter(sampler -> sampler.wireName().equals(wireName))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "sampler must be one of %s, got %s".formatted(names(), wireName)));
    }

    /** {@return the name in requests, for example {@code K_EULER}} */
    public String wireName() {
        return name();
    }

    /** {@return the name that users of AUTOMATIC1111's web UI know} */
    public String displayName() {
        return displayName;
    }

    /** {@return the sampler's own way to choose its noise levels} */
    public SigmaSpacing spacing() {
        return spacing;
    }

    /**
     * {@return the noise levels of a run}
     *
     * @param karras whether they are spaced as in Karras et al. 2022, equation 5
     * @throws IllegalArgumentException for Karras's spacing with DDIM or DDPM, which have none, and
     *     for more or fewer steps than the schedule can give
     */
    public Sigmas sigmas(NoiseSchedule schedule, int steps, boolean karras) {
        return (karras ? karrasSpacing() : spacing).sigmas(schedule, steps);
    }

    @Override
    public Tensor sample(
            Denoiser denoiser, Tensor x, Sigmas sigmas, NoiseSource noise, StepObserver observer) {
        return TensorScope.returning(() ->
                algorithm.sample(denoiser, x, sigmas, noise, observer).div(sigmas.finalScale()));
    }

    private SigmaSpacing karrasSpacing() {
        return switch (spacing) {
            case K, KARRAS -> SigmaSpacing.KARRAS;
            case EULER_DISCRETE, EULER_DISCRETE_KARRAS -> SigmaSpacing.EULER_DISCRETE_KARRAS;
            case DDIM, DDPM ->
                    throw new IllegalArgumentException(
                            "sampler %s has no Karras sigmas".formatted(wireName()));
        };
    }

    private static String names() {
        return Arrays.stream(values()).map(Samplers::wireName).collect(Collectors.joining(", "));
    }
}
