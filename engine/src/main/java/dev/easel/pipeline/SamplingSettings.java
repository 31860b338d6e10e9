package dev.easel.pipeline;

import dev.easel.sampling.Samplers;
import dev.easel.sampling.SigmaSpacing;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How the noise of a picture is taken away. What is absent is left to the model, see {@link
 * ImageGenerator#defaults}.
 *
 * @param sampler the algorithm
 * @param steps 1 to 150
 * @param guidanceScale 0 to 35: how far to go from the negative prompt's prediction beyond the
 *     prompt's; at 1 or below there is no guidance, and the negative prompt has no part
 * @param seed of the first picture, 0 to 2^53 - 1, picture i has seed + i; a random one where it is
 *     absent
 * @param spacing of the noise levels
 * @param quantizedTimesteps whether the network is asked at whole timesteps alone (k-diffusion's
 *     {@code quantize})
 * @param eta 0 to 1: how much of the noise {@link Samplers#TCD} takes away anew at each step (Zheng
 *     et al. 2024, gamma); no other sampler looks at it
 * @param shortcuts what is left out
 */
public record SamplingSettings(
        Optional<Samplers> sampler,
        OptionalInt steps,
        OptionalDouble guidanceScale,
        OptionalLong seed,
        SigmaSpacing spacing,
        boolean quantizedTimesteps,
        double eta,
        Shortcuts shortcuts) {
    public static final int MAX_STEPS = 150;
    public static final double MAX_GUIDANCE_SCALE = 35;
    public static final long MAX_SEED = (1L << 53) - 1;

    public SamplingSettings {
        steps.ifPresent(ParameterRange.STEPS::require);
        guidanceScale.ifPresent(ParameterRange.GUIDANCE_SCALE::require);
        seed.ifPresent(ParameterRange.SEED::require);
        ParameterRange.ETA.require(eta);
    }

    /** {@return settings that leave all to the model, with a random seed for each request} */
    public static SamplingSettings defaults() {
        return new SamplingSettings(
                Optional.empty(),
                OptionalInt.empty(),
                OptionalDouble.empty(),
                OptionalLong.empty(),
                SigmaSpacing.DEFAULT,
                false,
                0,
                Shortcuts.none());
    }

    public SamplingSettings withSampler(Samplers other) {
        return new SamplingSettings(
                Optional.of(other),
                steps,
                guidanceScale,
                seed,
                spacing,
                quantizedTimesteps,
                eta,
                shortcuts);
    }

    public SamplingSettings withSteps(int other) {
        return new SamplingSettings(
                sampler,
                OptionalInt.of(other),
                guidanceScale,
                seed,
                spacing,
                quantizedTimesteps,
                eta,
                shortcuts);
    }

    public SamplingSettings withGuidanceScale(double other) {
        return new SamplingSettings(
                sampler,
                steps,
                OptionalDouble.of(other),
                seed,
                spacing,
                quantizedTimesteps,
                eta,
                shortcuts);
    }

    public SamplingSettings withSeed(long other) {
        return new SamplingSettings(
                sampler,
                steps,
                guidanceScale,
                OptionalLong.of(other),
                spacing,
                quantizedTimesteps,
                eta,
                shortcuts);
    }

    public SamplingSettings withSpacing(SigmaSpacing other) {
        return new SamplingSettings(
                sampler, steps, guidanceScale, seed, other, quantizedTimesteps, eta, shortcuts);
    }

    public SamplingSettings withQuantizedTimesteps(boolean other) {
        return new SamplingSettings(
                sampler, steps, guidanceScale, seed, spacing, other, eta, shortcuts);
    }

    public SamplingSettings withEta(double other) {
        return new SamplingSettings(
                sampler, steps, guidanceScale, seed, spacing, quantizedTimesteps, other, shortcuts);
    }

    public SamplingSettings withShortcuts(Shortcuts other) {
        return new SamplingSettings(
                sampler, steps, guidanceScale, seed, spacing, quantizedTimesteps, eta, other);
    }

    /** {@return the same with what a model takes for all that is open, but the seed} */
    public SamplingSettings withDefaults(ModelDefaults defaults) {
        return new SamplingSettings(
                sampler.or(() -> Optional.of(defaults.sampler())),
                OptionalInt.of(steps.orElse(defaults.steps())),
                OptionalDouble.of(guidanceScale.orElse(defaults.guidanceScale())),
                seed,
                spacing,
                quantizedTimesteps,
                eta,
                shortcuts);
    }

    /**
     * {@return the settings, of which nothing but the seed is open}
     *
     * @throws java.util.NoSuchElementException where something is, see {@link #withDefaults}
     */
    public Sampling settled() {
        return new Sampling(
                sampler.orElseThrow(),
                steps.orElseThrow(),
                guidanceScale.orElseThrow(),
                spacing,
                quantizedTimesteps,
                eta,
                shortcuts);
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
