package dev.easel.cli;

import dev.easel.pictures.AdjustedImage;
import dev.easel.pictures.RgbImage;
import dev.easel.pipeline.ImageToImage;
import dev.easel.pipeline.ParameterRange;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Draws pictures that begin from another one. */
@Command(
        name = "img2img",
        description = "Draw pictures of a prompt that begin from another picture.",
        customSynopsis = "easel img2img [OPTIONS] PHOTO PROMPT...",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./easel img2img fox.png a red fox --style pixel-art",
            "  ./easel img2img fox.png \"a panda\" --strength 0.3 --number 4 -o out/",
            "  ./easel img2img photo.jpg \"a straw hat\" --mask hat.png --strength 0 -m sdxl",
            "  ./easel img2img room.jpg \"a cabin\" -m stable-diffusion-depth-v2-0"
        })
final class ImageToImageCommand implements Callable<Integer> {
    private final Context context;

    @Parameters(
            index = "0",
            paramLabel = "PHOTO",
            description =
                    "The picture to begin from: a PNG, JPEG or WebP file of any size, or - for"
                            + " standard input. The results"
                            + " have its size, brought to what the model can make.")
    private String photo = "";

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "PROMPT",
            description = "What to draw, as in generate.")
    private List<String> words = new ArrayList<>();

    @Option(
            names = "--strength",
            paramLabel = "STRENGTH",
            order = 1,
            description =
                    "How much of the photo stays, 0 to 1: 1 gives it back, 0 follows it in its"
                            + " broadest forms alone. Default: 0.35.")
    private Optional<Double> strength = Optional.empty();

    @Option(
            names = "--denoise",
            paramLabel = "DENOISE",
            order = 1,
            description =
                    "Instead of --strength, as A1111 and ComfyUI say it: how much of the photo is"
                            + " made anew, the rest of it to 1.")
    private Optional<Double> denoise = Optional.empty();

    @Option(
            names = "--mask",
            paramLabel = "FILE",
            order = 2,
            description = "A picture that is white where the photo is drawn anew, else black.")
    private Optional<String> mask = Optional.empty();

    @Option(
            names = "--depth",
            paramLabel = "FILE",
            order = 3,
            description =
                    "A picture that is the brighter the nearer, for models that are led by depth;"
                            + " without it they estimate it from the photo.")
    private Optional<String> depth = Optional.empty();

    @ArgGroup(validate = false, heading = "%nPicture:%n", order = 4)
    private WordOptions described = new WordOptions();

    @ArgGroup(validate = false, heading = "%nSampling:%n", order = 5)
    private SamplingOptions sampling = new SamplingOptions();

    @ArgGroup(validate = false, heading = "%nModel:%n", order = 6)
    private ModelOptions model = new ModelOptions();

    @ArgGroup(validate = false, heading = "%nOutput:%n", order = 7)
    private OutputOptions output = new OutputOptions();

    @ArgGroup(validate = false, heading = "%nPreview:%n", order = 8)
    private PreviewOptions preview = new PreviewOptions();

    ImageToImageCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        var stopwatch = new Stopwatch();
        var drawing = new Drawing(context, described, sampling, model, output);
        drawing.takeOver().ifPresent(this::takeOver);
        drawing.check();
        preview.check();
        double denoising = denoisingStrength();
        var in = context.terminal().in();
        var prompts = described.prompts(words, in);
        var read = InputPicture.read("PHOTO", photo, in);
        var begun =
                ImageToImage.of(read.image(), "")
                        .withNegativePrompt(described.avoided())
                        .withClipSkip(described.clipSkip())
                        .withDenoisingStrength(denoising)
                        .withMask(picture("--mask", mask, in))
                        .withDepth(picture("--depth", depth, in))
                        .withSampling(sampling.settings());
        var wishes = prompts.stream().map(prompt -> wish(begun, prompt)).toList();
        drawing.draw(wishes, read.adjustments(), preview, stopwatch);
        return ExitCode.DONE.number();
    }

    private void takeOver(Likeness like) {
        if (strength.isEmpty()) {
            denoise = denoise.or(like::denoiseOfPicture);
        }
    }

    private Wish wish(ImageToImage begun, String prompt) {
        var request = begun.withPrompt(described.styled(prompt));
        return new Wish(prompt, request::withDefaults);
    }

    private double denoisingStrength() {
        strength.ifPresent(
                given -> Limits.require("--strength", ParameterRange.DENOISING_STRENGTH, given));
        denoise.ifPresent(
                given -> Limits.require("--denoise", ParameterRange.DENOISING_STRENGTH, given));
        if (strength.isPresent() && denoise.isPresent()) {
            throw new CommandException(
                    ExitCode.USAGE, "--strength and --denoise say the same thing, got both");
        }
        return denoise.or(() -> strength.map(Strength::of)).orElse(ImageToImage.DEFAULT_STRENGTH);
    }

    private static Optional<RgbImage> picture(
            String option, Optional<String> file, StandardInput in) {
        return file.map(given -> InputPicture.read(option, given, in)).map(AdjustedImage::image);
    }
}
