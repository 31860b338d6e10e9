package dev.easel.cli;

import dev.easel.pipeline.HighResolution;
import dev.easel.pipeline.ImageSize;
import dev.easel.pipeline.ParameterRange;
import dev.easel.pipeline.TextToImage;

import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** How large the picture of a text is. */
final class SizeOptions {
    @Option(
            names = {"-W", "--width"},
            paramLabel = "PIXELS",
            description =
                    "64 to 2048, a multiple of 8 (of 16 for easel-mini). Default: the model's own.")
    private Optional<Integer> width = Optional.empty();

    @Option(
            names = {"-H", "--height"},
            paramLabel = "PIXELS",
            description = "As --width.")
    private Optional<Integer> height = Optional.empty();

    @Option(
            names = "--hires",
            paramLabel = "SCALE",
            description =
                    "Draw it as large as --width and --height say, then enlarge it this many times,"
                            + " above 1 to 8, and refine it.")
    private Optional<Double> scale = Optional.empty();

    @Option(
            names = "--hires-strength",
            paramLabel = "STRENGTH",
            description =
                    "How much of the enlarged picture stays, 0 (all is made anew) to below 1."
                            + " Default: 0.5.")
    private Optional<Double> strength = Optional.empty();

    @Option(
            names = "--hires-steps",
            paramLabel = "COUNT",
            description = "Steps of the refinement, as --steps. Default: as many as --steps.")
    private Optional<Integer> steps = Optional.empty();

    /** Takes over what no option says. */
    void takeOver(Likeness other) {
        width = width.or(other::width);
        height = height.or(other::height);
        if (scale.isEmpty() && other.hires().isPresent()) {
            scale = other.hires();
            strength = strength.or(() -> other.denoise().map(Strength::of));
            steps = steps.or(other::hiresSteps);
            likeUpscaler = other.hiresUpscaler();
        }
    }

    @Option(
            names = "--hires-upscaler",
            paramLabel = "NAME",
            description =
                    "The network that enlarges it, as --model of `./easel upscale`. Default: the"
                            + " embedded one.")
    private Optional<String> upscaler = Optional.empty();

    private Optional<String> likeUpscaler = Optional.empty();
    private Optional<Path> network = Optional.empty();

    /**
     * Looks for the network that enlarges.
     *
     * @param told of one that a recipe names and that is not here
     */
    void findUpscaler(UpscalerFiles files, Consumer<String> told) {
        network = upscaler.map(given -> files.find("--hires-upscaler", given));
        if (network.isEmpty() && likeUpscaler.isPresent()) {
            network = likeUpscaler.flatMap(files::named);
            if (network.isEmpty()) {
                told.accept("the upscaler %s is not here".formatted(likeUpscaler.get()));
            }
        }
    }

    void check() {
        width.ifPresent(given -> Limits.require("--width", ParameterRange.WIDTH, given));
        height.ifPresent(given -> Limits.require("--height", ParameterRange.HEIGHT, given));
        boolean more = strength.isPresent() || steps.isPresent() || upscaler.isPresent();
        if (scale.isEmpty() && more) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "--hires-strength, --hires-steps and --hires-upscaler need --hires");
        }
        scale.ifPresent(
                given -> Limits.requireAboveOne("--hires", given, HighResolution.MAX_SCALE));
        strength.ifPresent(given -> Limits.requireBelowOne("--hires-strength", given));
        steps.ifPresent(given -> Limits.require("--hires-steps", ParameterRange.STEPS, given));
    }

    /**
     * {@return the request in the chosen size}
     *
     * @param usual what the model takes for a side that was not chosen
     */
    TextToImage sized(TextToImage request, ImageSize usual) {
        var sized = request.withSize(width.orElse(usual.width()), height.orElse(usual.height()));
        return scale.map(this::highResolution).map(sized::withHighResolution).orElse(sized);
    }

    private HighResolution highResolution(double chosen) {
        double denoising = strength.map(Strength::of).orElse(HighResolution.DEFAULT_STRENGTH);
        return new HighResolution(
                chosen, denoising, steps.map(OptionalInt::of).orElse(OptionalInt.empty()), network);
    }
}
