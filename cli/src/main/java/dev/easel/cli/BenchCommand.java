package dev.easel.cli;

import dev.easel.bench.Benchmark;
import dev.easel.bench.BenchmarkReport;
import dev.easel.catalog.KnownModel;
import dev.easel.checkpoint.layout.ModelFiles;
import dev.easel.pipeline.GeneratorOptions;
import dev.easel.pipeline.ImageGenerator;
import dev.easel.pipeline.ParameterRange;
import dev.easel.pipeline.SamplingSettings;
import dev.easel.pipeline.Shortcuts;
import dev.easel.pipeline.TextToImage;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Measures how fast this machine draws. */
@Command(
        name = "bench",
        description = "Measure how fast this machine draws.",
        customSynopsis = "easel bench [OPTIONS]",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./easel bench",
            "  ./easel bench --size sd15 --precision bf16 --profile",
            "  ./easel bench --size sdxl --few-steps lightning",
            "  ./easel bench --model ~/models/my-model --width 768 --height 768 --json"
        })
final class BenchCommand implements Callable<Integer> {
    private static final List<String> SIZES = List.of("mini", "sd15", "sdxl");

    private static final int STEPS = 10;

    private static final String PROMPT = "a red fox on a blue background";

    private final Context context;

    @Option(
            names = "--size",
            paramLabel = "SIZE",
            completionCandidates = Sizes.class,
            description =
                    "${COMPLETION-CANDIDATES}: Stable Diffusion 1.5 or SDXL in their full sizes"
                            + " with random weights, or easel-mini. Default: mini.")
    private Optional<String> size = Optional.empty();

    @Option(
            names = {"-W", "--width"},
            paramLabel = "PIXELS",
            description = "Of the picture. Default: 512, for sdxl 1024.")
    private Optional<Integer> width = Optional.empty();

    @Option(
            names = {"-H", "--height"},
            paramLabel = "PIXELS",
            description = "Of the picture. Default: 512, for sdxl 1024.")
    private Optional<Integer> height = Optional.empty();

    @Option(
            names = {"-s", "--steps"},
            paramLabel = "COUNT",
            description =
                    "Of the whole picture, which is drawn once. Default: 10, or as many as a"
                            + " few-step model is made for.")
    private Optional<Integer> steps = Optional.empty();

    @Option(
            names = "--token-merging",
            paramLabel = "SHARE",
            description = "As for generate, 0 to 0.75. Default: 0.")
    private double tokenMerging;

    @Option(
            names = "--repeat",
            paramLabel = "COUNT",
            description = "Measurements of each stage, 1 to 100; the median counts. Default: 3.")
    private int repeats = 3;

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            description =
                    "For how long calls of each stage are made before, 0 to 600; one always is."
                            + " Default: 10.")
    private int warmUp = 10;

    @Option(
            names = "--retune",
            description =
                    "Forget which kernels were the fastest on this machine, and find it out again.")
    private boolean retune;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Option(
            names = "--profile",
            description = "Show where the time of a UNet call and a VAE decoding goes, by layer.")
    private boolean profile;

    @Option(
            names = "--folded",
            paramLabel = "FILE",
            description =
                    "Write the same as folded stacks, of which speedscope or flamegraph.pl draw a"
                            + " flame graph.")
    private Optional<Path> folded = Optional.empty();

    @ArgGroup(validate = false, heading = "%nModel:%n")
    private ModelOptions model = new ModelOptions();

    /** What {@code --size} takes. */
    static final class Sizes implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return SIZES.iterator();
        }
    }

    BenchCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        var asked = request();
        BenchmarkReport report;
        Optional<LayerTable> layers = Optional.empty();
        try (var progress = Progress.on(context.terminal(), false)) {
            progress.stage("loading " + size.or(model::model).orElse(KnownModel.EMBEDDED));
            model.compute().setThreads();
            var files = files();
            try (var loaded = load(files)) {
                var request = settled(asked, loaded, files);
                var stages = new Stages(progress);
                report =
                        Benchmark.run(
                                loaded,
                                request,
                                Duration.ofSeconds(warmUp),
                                repeats,
                                stages::accept);
                if (profile || folded.isPresent()) {
                    layers = Optional.of(profile(loaded, request, stages));
                }
            }
        }
        var out = context.terminal().out();
        if (json) {
            out.println(JsonMapper.shared().writeValueAsString(BenchTable.json(report, repeats)));
        } else {
            BenchTable.lines(report).forEach(out::println);
        }
        layers.ifPresent(this::tell);
        return ExitCode.DONE.number();
    }

    private static LayerTable profile(ImageGenerator model, TextToImage request, Stages stages) {
        return new LayerTable(Benchmark.profile(model, request, stages::accept));
    }

    private void tell(LayerTable layers) {
        if (profile) {
            context.terminal().out().println();
            layers.lines().forEach(context.terminal().out()::println);
        }
        folded.ifPresent(file -> {
            try {
                Files.write(file, layers.folded());
            } catch (IOException e) {
                throw new CommandException(
                        ExitCode.OUTPUT, "cannot write %s: %s".formatted(file, e.getMessage()), e);
            }
        });
    }

    private TextToImage request() {
        model.check();
        size.ifPresent(given -> Choices.pick("--size", given, SIZES, name -> name));
        if (size.isPresent() && model.model().isPresent()) {
            throw new CommandException(
                    ExitCode.USAGE, "--size and --model exclude each other, got both");
        }
        if (profile && json) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "--profile and --json exclude each other, got both; --folded is for programs");
        }
        int side = size.filter("sdxl"::equalsIgnoreCase).isPresent() ? 1024 : 512;
        Limits.require("--width", ParameterRange.WIDTH, width.orElse(side));
        Limits.require("--height", ParameterRange.HEIGHT, height.orElse(side));
        steps.ifPresent(given -> Limits.require("--steps", ParameterRange.STEPS, given));
        Limits.require("--token-merging", ParameterRange.TOKEN_MERGING, tokenMerging);
        Limits.requireBetween("--repeat", repeats, 1, 100);
        Limits.requireBetween("--warm-up", warmUp, 0, 600);
        var sampling =
                SamplingSettings.defaults()
                        .withShortcuts(Shortcuts.none().withTokenMerging(tokenMerging));
        return TextToImage.of(PROMPT)
                .withNegativePrompt("")
                .withSize(width.orElse(side), height.orElse(side))
                .withSampling(steps.map(sampling::withSteps).orElse(sampling))
                .withSeed(1);
    }

    /** {@return the request, with the model's own steps and guidance where it needs few steps} */
    private TextToImage settled(TextToImage request, ImageGenerator loaded, ModelFiles files) {
        var defaults = model.defaults(loaded, files);
        boolean own = steps.isPresent() || model.fewSteps(files).isPresent();
        return (own ? request : request.withSteps(STEPS)).withDefaults(defaults);
    }

    /** {@return the chosen model, or one of a published size with random weights, as fast} */
    private ModelFiles files() {
        return switch (size.orElse("mini").toLowerCase(Locale.ROOT)) {
            case "sd15", "sdxl" -> ModelFiles.random(size.orElseThrow());
            default -> model.files(context, model.place(context));
        };
    }

    private ImageGenerator load(ModelFiles files) {
        var options = GeneratorOptions.defaults().withPrecision(model.compute().precision());
        if (retune) {
            options.kernels().retune();
        }
        return ImageGenerator.open(files, options);
    }

    /** Tells each stage once, and stops between two pieces of work. */
    private final class Stages {
        private final Progress progress;
        private String last = "";

        Stages(Progress progress) {
            this.progress = progress;
        }

        void accept(String stage) {
            context.interruption().check();
            if (!stage.equals(last)) {
                progress.stage("measuring: " + stage);
                last = stage;
            }
        }
    }
}
