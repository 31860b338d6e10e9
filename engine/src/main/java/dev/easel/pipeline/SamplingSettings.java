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
 * @param guidanceScale 0 to 35: how far to go from the negative prompt's prediction to the
 *     prompt's, and beyond it above 1; at 1 the negative prompt has no part
 * @param seed of the first picture, 0 to 2^53 - 1, picture i has seed + i; one is drawn where it is
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
        requireSteps(steps);
        if (!(guidanceScale >= 0 && guidanceScale <= MAX_GUIDANCE_SCALE)) {
            throw new IllegalArgumentException(
                    "guidance scale must be between 0 and %.0f, got %s"
                            .formatted(MAX_GUIDANCE_SCALE, guidanceScale));
        }
        if (seed.isPresent() && (seed.getAsLong() < 0 || seed.getAsLong() > MAX_SEED)) {
            throw new IllegalArgumentException(
                    "seed must be between 0 and %d, got %d".formatted(MAX_SEED, seed.getAsLong()));
        }
    }

    /**
     * {@return 30 steps of the default sampler, guidance scale 7, a seed drawn for each request}
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

    static void requireSteps(int steps) {
        if (steps < 1 || steps > MAX_STEPS) {
            throw new IllegalArgumentException(
                    "steps must be between 1 and %d, got %d".formatted(MAX_STEPS, steps));
        }
    }
}
