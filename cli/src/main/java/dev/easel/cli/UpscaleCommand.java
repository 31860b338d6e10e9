package dev.easel.cli;

import dev.easel.pictures.Encoding;
import dev.easel.pictures.ImageCodec;
import dev.easel.pictures.RgbImage;
import dev.easel.pipeline.ImageUpscaler;
import dev.easel.pipeline.TargetSize;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import tools.jackson.databind.json.JsonMapper;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Makes a picture larger. */
@Command(
        name = "upscale",
        description = "Make a picture larger and keep its edges sharp.",
        customSynopsis = "easel upscale [OPTIONS] PHOTO",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./easel upscale photo.jpg",
            "  ./easel upscale drawing.png --scale 4 -o large.png",
            "  ./easel upscale photo.jpg --width 3840 --height 2160",
            "  ./easel upscale photo.jpg --model RealESRGAN_x4plus"
        })
final class UpscaleCommand implements Callable<Integer> {
    private static final int MAX_SIDE = 65_500;

    private final Context context;

    @Parameters(
            index = "0",
            paramLabel = "PHOTO",
            description = "The picture: a PNG, JPEG or WebP file, or - for standard input.")
    private String photo = "";

    @Option(
            names = "--scale",
            paramLabel = "FACTOR",
            order = 1,
            description = "How many times as high and wide, above 0 to 64. Default: 2.")
    private Optional<Double> scale = Optional.empty();

    @Option(
            names = {"-W", "--width"},
            paramLabel = "PIXELS",
            order = 2,
            description =
                    "Instead: the width of the result; with --height the largest size within both."
                            + " The aspect is kept.")
    private Optional<Integer> width = Optional.empty();

    @Option(
            names = {"-H", "--height"},
            paramLabel = "PIXELS",
            order = 3,
            description = "Instead: the height of the result.")
    private Optional<Integer> height = Optional.empty();

    @Option(
            names = {"-m", "--model"},
            paramLabel = "NAME",
            order = 4,
            description =
                    "A network in a safetensors file: RRDBNet (ESRGAN, Real-ESRGAN) or"
                            + " SRVGGNetCompact; its path, or its name in upscale_models or ESRGAN"
                            + " of a folder of models. Default: the embedded one, which doubles.")
    private Optional<String> model = Optional.empty();

    @ArgGroup(validate = false, order = 4)
    private FolderOptions folders = new FolderOptions();

    @ArgGroup(validate = false, heading = "%nComputing:%n", order = 5)
    private ComputeOptions compute = new ComputeOptions();

    @ArgGroup(validate = false, heading = "%nOutput:%n", order = 6)
    private OutputOptions output = new OutputOptions();

    UpscaleCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        var stopwatch = new Stopwatch();
        compute.check();
        var target = target();
        var file =
                model.map(given -> new UpscalerFiles(folders.in(context)).find("--model", given));
        Path path = InputPicture.path("PHOTO", photo);
        var read = InputPicture.read("PHOTO", photo, context.terminal().in());
        var pictures = output.pictures(context.terminal(), 1);
        try (var progress = Progress.on(context.terminal(), output.quiet())) {
            progress.stage("loading " + file.map(String::valueOf).orElse("the upscaler"));
            try (var upscaler = open(file)) {
                double load = stopwatch.lap();
                var large = upscale(upscaler, read.image(), target, progress);
                double upscale = stopwatch.lap();
                byte[] content = ImageCodec.encode(large, Encoding.of(pictures.format()));
                progress.clear();
                context.interruption().check();
                String stem = stem(path, target.of(read.image()));
                var written = pictures.write(0, stem, content);
                tell(
                        written,
                        new UpscaleReport(
                                upscaler.name(),
                                UpscaleReport.Picture.of(given(path), read.image()),
                                UpscaleReport.Picture.of(written.path(), large),
                                read.adjustments(),
                                new UpscaleReport.Timings(load, upscale, stopwatch.total())));
            }
        }
        return ExitCode.DONE.number();
    }

    private TargetSize target() {
        if (scale.isPresent() && (width.isPresent() || height.isPresent())) {
            throw new CommandException(
                    ExitCode.USAGE, "--scale excludes --width and --height, got both");
        }
        if (width.isPresent() && height.isPresent()) {
            return new TargetSize.Within(side("--width", width), side("--height", height));
        }
        if (width.isPresent()) {
            return new TargetSize.Width(side("--width", width));
        }
        if (height.isPresent()) {
            return new TargetSize.Height(side("--height", height));
        }
        double factor = scale.orElse(2.0);
        Limits.requirePositive("--scale", factor, TargetSize.Scale.MAX);
        return new TargetSize.Scale(factor);
    }

    private static int side(String option, Optional<Integer> given) {
        int side = given.orElseThrow();
        Limits.requireBetween(option, side, 1, MAX_SIDE);
        return side;
    }

    private static String stem(Path photo, TargetSize.Pixels size) {
        String name = String.valueOf(photo.getFileName());
        int dot = name.lastIndexOf('.');
        return "%s-%dx%d"
                .formatted(dot > 0 ? name.substring(0, dot) : name, size.width(), size.height());
    }

    private ImageUpscaler open(Optional<Path> file) {
        var options = compute.begin();
        return file.map(given -> ImageUpscaler.open(given, options))
                .orElseGet(() -> ImageUpscaler.embedded(options));
    }

    private RgbImage upscale(
            ImageUpscaler upscaler, RgbImage picture, TargetSize target, Progress progress) {
        var sinceStart = new Stopwatch();
        return upscaler.upscale(
                picture,
                target,
                (tile, tiles) -> {
                    double seconds = sinceStart.total() / tile;
                    progress.step(Progress.Step.tile(tile, tiles, seconds));
                    context.interruption().check();
                });
    }

    private static String given(Path photo) {
        return photo.equals(Path.of(StandardInput.NAME))
                ? StandardInput.NAME
                : photo.toAbsolutePath().toString();
    }

    private void tell(PictureOutput.Written written, UpscaleReport report) {
        if (output.json()) {
            output.text(context.terminal()).println(JsonMapper.shared().writeValueAsString(report));
            return;
        }
        var size = report.picture();
        output.tell(context.terminal(), written, size.width() + "x" + size.height());
        if (!output.quiet()) {
            var err = context.terminal().err();
            report.adjustments().forEach(err::println);
            err.printf("%s in all%n", Durations.precise(report.timings().total()));
        }
    }
}
