package dev.easel.cli;

import dev.easel.pipeline.GuidanceInterval;
import dev.easel.pipeline.ParameterRange;
import dev.easel.pipeline.SamplerNames;
import dev.easel.pipeline.SamplingSettings;
import dev.easel.pipeline.Shortcuts;
import dev.easel.sampling.Samplers;
import dev.easel.sampling.SigmaSpacing;

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
            completionCandidates = Choices.SamplerIds.class,
            description =
                    "${COMPLETION-CANDIDATES}, or as A1111 calls it, such as \"Euler a\" or"
                            + " \"DPM++ 2M Karras\". Default: the model's own.")
    private Optional<String> sampler = Optional.empty();

    @Option(
            names = "--scheduler",
            paramLabel = "SPACING",
            completionCandidates = Choices.SchedulerNames.class,
            description =
                    "How the noise levels of the steps are spaced: ${COMPLETION-CANDIDATES}."
                            + " Default: what --sampler says, else the sampler's own way.")
    private Optional<String> scheduler = Optional.empty();

    @Option(
            names = "--eta",
            paramLabel = "SHARE",
            description =
                    "For the sampler TCD: how much of the noise it takes away anew at each step, 0"
                            + " to 1. Default: 0.")
    private Optional<Double> eta = Optional.empty();

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
    private Optional<Double> guidanceFrom = Optional.empty();

    @Option(
            names = "--guidance-to",
            paramLabel = "SHARE",
            description = "Where they cease to count. Default: 1.")
    private Optional<Double> guidanceTo = Optional.empty();

    @Option(
            names = "--deep-cache",
            paramLabel = "COUNT",
            description =
                    "Compute the network's deep layers at one of so many calls, 1 to 20, and take"
                            + " them as they were at the others. Default: 1.")
    private Optional<Integer> deepCache = Optional.empty();

    @Option(
            names = "--token-merging",
            paramLabel = "SHARE",
            description =
                    "Have so large a share of a picture's places, 0 to 0.75, look at the others"
                            + " together with one that they look like. Default: 0.")
    private Optional<Double> tokenMerging = Optional.empty();

    @Option(
            names = "--seed",
            paramLabel = "SEED",
            description =
                    "A whole number: the same seed gives the same picture. Picture i has seed + i."
                            + " Without it, or with 0, one is drawn and shown.")
    private Optional<Long> seed = Optional.empty();

    /**
     * Checks the values.
     *
     * @param number how many pictures there will be, each with a seed of its own
     */
    void check(int number) {
        steps.ifPresent(given -> Limits.require("--steps", ParameterRange.STEPS, given));
        cfgScale.ifPresent(
                given -> Limits.require("--cfg-scale", ParameterRange.GUIDANCE_SCALE, given));
        eta.ifPresent(given -> Limits.require("--eta", ParameterRange.ETA, given));
        checkShortcuts();
        long last = SamplingSettings.MAX_SEED - (number - 1);
        seed.ifPresent(given -> Limits.requireBetween("--seed", given, 0, last));
        spacing();
    }

    private void checkShortcuts() {
        double from = guidanceFrom.orElse(0.0);
        double to = guidanceTo.orElse(1.0);
        Limits.requireBetween("--guidance-from", from, 0, 1);
        Limits.requireBetween("--guidance-to", to, 0, 1);
        if (from > to) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "--guidance-from must be at most --guidance-to, got %s and %s"
                            .formatted(from, to));
        }
        deepCache.ifPresent(
                given -> Limits.require("--deep-cache", ParameterRange.DEEP_CACHE, given));
        tokenMerging.ifPresent(
                given -> Limits.require("--token-merging", ParameterRange.TOKEN_MERGING, given));
    }

    /** Takes over what no option says. */
    void takeOver(Likeness.Steps other) {
        steps = steps.or(other::steps);
        cfgScale = cfgScale.or(other::cfgScale);
        seed = seed.or(other::seed);
        eta = eta.or(other::eta);
        if (sampler.isEmpty()) {
            sampler = other.sampler().map(Samplers::name);
            scheduler = scheduler.or(() -> other.spacing().map(Choices::lowerCase));
        }
        var shortcuts = other.shortcuts();
        guidanceFrom = guidanceFrom.or(() -> shortcuts.map(s -> s.guidance().from()));
        guidanceTo = guidanceTo.or(() -> shortcuts.map(s -> s.guidance().to()));
        deepCache = deepCache.or(() -> shortcuts.map(Shortcuts::deepCache));
        tokenMerging = tokenMerging.or(() -> shortcuts.map(Shortcuts::tokenMerging));
    }

    /** {@return the spacing that was chosen, by its option or behind the sampler's name} */
    private Optional<SigmaSpacing> spacing() {
        var chosen = scheduler.map(Choices::scheduler);
        var named = sampler.map(Choices::sampler).flatMap(SamplerNames.Named::spacing);
        if (chosen.isPresent() && named.isPresent() && !chosen.equals(named)) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "--sampler %s and --scheduler %s say different spacings"
                            .formatted(sampler.get(), scheduler.get()));
        }
        return chosen.or(() -> named);
    }

    /** {@return the seed of the first picture, drawn where none was given} */
    long firstSeed() {
        return seed.filter(given -> given != 0)
                .orElseGet(() -> RandomGenerator.getDefault().nextLong(1, DRAWN_SEEDS_END));
    }

    SamplingSettings settings() {
        var settings =
                SamplingSettings.defaults().withEta(eta.orElse(0.0)).withShortcuts(shortcuts());
        settings = steps.map(settings::withSteps).orElse(settings);
        settings = cfgScale.map(settings::withGuidanceScale).orElse(settings);
        settings = spacing().map(settings::withSpacing).orElse(settings);
        return sampler.map(Choices::sampler)
                .map(SamplerNames.Named::sampler)
                .map(settings::withSampler)
                .orElse(settings);
    }

    private Shortcuts shortcuts() {
        return new Shortcuts(
                new GuidanceInterval(guidanceFrom.orElse(0.0), guidanceTo.orElse(1.0)),
                deepCache.orElse(1),
                tokenMerging.orElse(0.0));
    }
}
