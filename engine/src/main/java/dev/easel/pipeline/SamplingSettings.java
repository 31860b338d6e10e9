package dev.easel.pipeline;

import dev.easel.sampling.NoiseSchedule;
import dev.easel.sampling.Samplers;
import dev.easel.sampling.Sigmas;

import java.util.OptionalLong;

/**
 * How the noise of a picture is taken away.
 *
 * @param sampler the algorithm
 * @param steps 1 to 150
 * @param guidanceScale 0 to 35: how far to go from the negative prompt's prediction beyond the
 *     prompt's; at 1 or below there is no guidance, and the negative prompt has no part
 * @param seed of the first picture, 0 to 2^53 - 1, picture i has seed + i; a random one where it is
 *     absent
 * @param karrasSigmas whether the sigmas are spaced as Karras et al. 2022 (equation 5, rho 7)
 *     instead of the sampler's own way
 * @param quantizedTimesteps whether the network is asked at whole timesteps alone (k-diffusion's
 *     {@code quantize})
 * @param shortcuts what is left out
 */
public record SamplingSettings(
        Samplers sampler,
        int steps,
        double guidanceScale,
        OptionalLong seed,
        boolean karrasSigmas,
        boolean quantizedTimesteps,
        Shortcuts shortcuts) {
    public static final int MAX_STEPS = 150;
    public static final double MAX_GUIDANCE_SCALE = 35;
    public static final long MAX_SEED = (1L << 53) - 1;

    public SamplingSettings {
        ParameterRange.STEPS.require(steps);
        ParameterRange.GUIDANCE_SCALE.require(guidanceScale);
        seed.ifPresent(ParameterRange.SEED::require);
    }

    /**
     * {@return 30 steps of the default sampler, guidance scale 7, a random seed for each request}
     */
    public static SamplingSettings defaults() {
        return new SamplingSettings(
                Samplers.K_DPMPP_2M, 30, 7, OptionalLong.empty(), false, false, Shortcuts.none());
    }

    public SamplingSettings withSampler(Samplers other) {
        return new SamplingSettings(
                other, steps, guidanceScale, seed, karrasSigmas, quantizedTimesteps, shortcuts);
    }

    public SamplingSettings withSteps(int other) {
        return new SamplingSettings(
                sampler, other, guidanceScale, seed, karrasSigmas, quantizedTimesteps, shortcuts);
    }

    public SamplingSettings withGuidanceScale(double other) {
        return new SamplingSettings(
                sampler, steps, other, seed, karrasSigmas, quantizedTimesteps, shortcuts);
    }

    public SamplingSettings withSeed(long other) {
        return new SamplingSettings(
                sampler,
                steps,
                guidanceScale,
                OptionalLong.of(other),
                karrasSigmas,
                quantizedTimesteps,
                shortcuts);
    }

    public SamplingSettings withKarrasSigmas(boolean other) {
        return new SamplingSettings(
                sampler, steps, guidanceScale, seed, other, quantizedTimesteps, shortcuts);
    }

    public SamplingSettings withQuantizedTimesteps(boolean other) {
        return new SamplingSettings(
                sampler, steps, guidanceScale, seed, karrasSigmas, other, shortcuts);
    }

    public SamplingSettings withShortcuts(Shortcuts other) {
        return new SamplingSettings(
                sampler, steps, guidanceScale, seed, karrasSigmas, quantizedTimesteps, other);
    }

    /** {@return the noise levels of the whole run} */
    Sigmas sigmas(NoiseSchedule schedule) {
        return sampler.sigmas(schedule, steps, karrasSigmas);
    }

    /** Checks that every picture of a request has a seed of the range. */
    void requireSeeds(int number) {
        long last = MAX_SEED - (number - 1);
        if (seed.isPresent() && seed.getAsLong() > last) {
            throw new IllegalArgumentException(
                    "seed must be at most %d, so that each of %d pictures has one, got %d"
                            .formatted(last, number, seed.getAsLong()));
        }
    }
}
