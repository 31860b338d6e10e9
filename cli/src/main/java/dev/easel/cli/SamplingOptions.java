package dev.easel.cli;

import dev.easel.pipeline.GuidanceInterval;
import dev.easel.pipeline.ParameterRange;
import dev.easel.pipeline.SamplingSettings;
import dev.easel.pipeline.Shortcuts;

import picocli.CommandLine.Option;

import java.util.Optional;
import java.util.random.RandomGenerator;

/** How the noise is taken away. */
final class SamplingOptions {
    /** Drawn seeds have 32 bits, for more are not looked at when noise is made. */
    private static final long DRAWN_SEEDS_END = 1L << 32;

    @Option(
            names = {"-s", "--steps"},
            paramLabel = "COUNT",
            description =
                    "More steps take longer and add detail, 1 to 150. Default: the model's own.")
    private Optional<Integer> steps = Optional.empty();

    @Option(
            names = "--sampler",
            paramLabel = "SAMPLER",
            completionCandidates = Choices.SamplerNames.class,
            description = "${COMPLETION-CANDIDATES}. Default: the model's own.")
    private Optional<String> sampler = Optional.empty();

    @Option(
            names = "--eta",
            paramLabel = "SHARE",
            description =
                    "For the sampler TCD: how much of the noise it takes away anew at each step, 0"
                            + " to 1. Default: 0.")
    private double eta;

    @Option(
            names = "--cfg-scale",
            paramLabel = "SCALE",
            description =
                    "How closely the prompt is followed, 0 to 35; at 1 or below --negative has no"
                            + " part. Default: the model's own.")
    private Optional<Double> cfgScale = Optional.empty();

    @Option(
            names = "--guidance-from",
            paramLabel = "SHARE",
            description =
                    "Where on the way from noise (0) to picture (1) --negative and --cfg-scale"
                            + " begin to count. Steps without them take half the time. Default: 0.")
    private double guidanceFrom;

    @Option(
            names = "--guidance-to",
            paramLabel = "SHARE",
            description = "Where they cease to count. Default: 1.")
    private double guidanceTo = 1;

    @Option(
            names = "--deep-cache",
            paramLabel = "COUNT",
            description =
                    "Compute the network's deep layers at one of so many calls, 1 to 20, and take"
                            + " them as they were at the others. Default: 1.")
    private int deepCache = 1;

    @Option(
            names = "--token-merging",
            paramLabel = "SHARE",
            description =
                    "Have so large a share of a picture's places, 0 to 0.75, look at the others"
                            + " together with one that they look like. Default: 0.")
    private double tokenMerging;

    @Option(
            names = "--seed",
            paramLabel = "SEED",
            description =
                    "A whole number: the same seed gives the same picture. Picture i has seed + i."
                            + " Without it, or with 0, one is drawn and shown.")
    private long seed;

    /**
     * Checks the values.
     *
     * @param number how many pictures there will be, each with a seed of its own
     */
    void check(int number) {
        steps.ifPresent(given -> Limits.require("--steps", ParameterRange.STEPS, given));
        cfgScale.ifPresent(
                given -> Limits.require("--cfg-scale", ParameterRange.GUIDANCE_SCALE, given));
        Limits.require("--eta", ParameterRange.ETA, eta);
        Limits.requireBetween("--guidance-from", guidanceFrom, 0, 1);
        Limits.requireBetween("--guidance-to", guidanceTo, 0, 1);
        if (guidanceFrom > guidanceTo) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "--guidance-from must be at most --guidance-to, got %s and %s"
                            .formatted(guidanceFrom, guidanceTo));
        }
        Limits.require("--deep-cache", ParameterRange.DEEP_CACHE, deepCache);
        Limits.require("--token-merging", ParameterRange.TOKEN_MERGING, tokenMerging);
        Limits.requireBetween("--seed", seed, 0, SamplingSettings.MAX_SEED - (number - 1));
        sampler.ifPresent(Choices::sampler);
    }

    /** {@return the seed of the first picture, drawn where none was given} */
    long firstSeed() {
        return seed == 0 ? RandomGenerator.getDefault().nextLong(1, DRAWN_SEEDS_END) : seed;
    }

    SamplingSettings settings() {
        var settings = SamplingSettings.defaults().withEta(eta).withShortcuts(shortcuts());
        settings = steps.map(settings::withSteps).orElse(settings);
        settings = cfgScale.map(settings::withGuidanceScale).orElse(settings);
        return sampler.map(Choices::sampler).map(settings::withSampler).orElse(settings);
    }

    private Shortcuts shortcuts() {
        return new Shortcuts(
                new GuidanceInterval(guidanceFrom, guidanceTo), deepCache, tokenMerging);
    }
}
