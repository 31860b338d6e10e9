package dev.easel.cli;

import dev.easel.pipeline.GeneratedImage;
import dev.easel.pipeline.ImageGenerator;
import dev.easel.pipeline.TextToImage;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import tools.jackson.databind.json.JsonMapper;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Draws pictures of a prompt. */
@Command(
        name = "generate",
        description = "Draw pictures of a prompt.",
        customSynopsis = "easel generate [OPTIONS] PROMPT...",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./easel generate a red fox on a blue background",
            "  ./easel generate \"a red fox\" --style pixel-art --number 4 --output foxes/",
            "  ./easel generate \"a red fox\" --seed 42 --width 256 --height 256 -o fox.webp",
            "  ./easel generate \"a (red:1.3) fox\" --negative \"grass, [trees]\" --steps 20",
            "  ./easel generate \"a red fox\" --model ~/models/my-model --json"
        })
final class GenerateCommand implements Callable<Integer> {
    private final Context context;

    @Parameters(
            arity = "1..*",
            paramLabel = "PROMPT",
            description =
                    "What to draw. Several words are joined by spaces. (word:1.3) weighs a word"
                            + " more, [word] less.")
    private List<String> words = new ArrayList<>();

    @ArgGroup(validate = false, heading = "%nPicture:%n", order = 1)
    private PictureOptions picture = new PictureOptions();

    @ArgGroup(validate = false, heading = "%nSampling:%n", order = 2)
    private SamplingOptions sampling = new SamplingOptions();

    @ArgGroup(validate = false, heading = "%nModel:%n", order = 3)
    private ModelOptions model = new ModelOptions();

    @ArgGroup(validate = false, heading = "%nOutput:%n", order = 4)
    private OutputOptions output = new OutputOptions();

    GenerateCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        var stopwatch = new Stopwatch();
        picture.check();
        sampling.check(picture.number());
        model.check();
        String prompt = String.join(" ", words);
        var request = picture.request(prompt).withSampling(sampling.settings());
        var place = model.place(context);
        var files = output.files(prompt, picture.number());
        try (var progress = Progress.on(context.terminal(), output.quiet())) {
            progress.stage("loading " + place.name());
            try (var generator = model.open(place)) {
                double load = stopwatch.lap();
                var steps = new StepTimes(picture.number(), progress, context.interruption());
                var written = draw(generator, request, files, steps);
                var timings =
                        new GenerateReport.Timings(
                                load, stopwatch.lap(), steps.secondsPerStep(), stopwatch.total());
                tell(report(generator, prompt, request, written, timings));
            }
        }
        return ExitCode.DONE.number();
    }

    /**
     * Pictures are asked for one at a time, so that each is on the disk as soon as it is done. They
     * are the same as in one request for all of them.
     */
    private List<GenerateReport.Picture> draw(
            ImageGenerator generator, TextToImage request, PictureFiles files, StepTimes steps) {
        long firstSeed = sampling.firstSeed();
        List<GenerateReport.Picture> written = new ArrayList<>();
        for (int i = 0; i < picture.number(); i++) {
            steps.nextPicture();
            GeneratedImage made =
                    generator.generate(request.withSeed(firstSeed + i), steps).getFirst();
            byte[] content = made.encode(files.format());
            steps.pictureMade();
            Path path = files.write(i, made.seed(), content);
            tell(path, made.seed());
            written.add(
                    GenerateReport.Picture.of(
                            path, made.seed(), made.image().width(), made.image().height()));
        }
        return written;
    }

    private GenerateReport report(
            ImageGenerator generator,
            String prompt,
            TextToImage request,
            List<GenerateReport.Picture> written,
            GenerateReport.Timings timings) {
        var settings =
                new GenerateReport.Settings(
                        request.size().width(),
                        request.size().height(),
                        request.sampling().steps(),
                        request.sampling().sampler().wireName(),
                        request.sampling().guidanceScale(),
                        request.negativePrompt(),
                        picture.style(),
                        model.precisionName(),
                        model.setThreads());
        return new GenerateReport(generator.modelName(), prompt, settings, written, timings);
    }

    private void tell(Path path, long seed) {
        if (output.json()) {
            return;
        }
        context.terminal().out().println(output.quiet() ? path : path + "  seed " + seed);
    }

    private void tell(GenerateReport report) {
        if (output.json()) {
            context.terminal().out().println(JsonMapper.shared().writeValueAsString(report));
        } else if (!output.quiet()) {
            var timings = report.timings();
            context.terminal()
                    .err()
                    .printf(
                            "%s in all, %s/step%n",
                            Durations.precise(timings.total()),
                            Durations.precise(timings.secondsPerStep()));
        }
    }
}
