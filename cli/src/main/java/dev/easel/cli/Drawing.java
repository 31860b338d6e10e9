package dev.easel.cli;

import dev.easel.adapter.WeightedAdapter;
import dev.easel.catalog.ModelKnowledge;
import dev.easel.catalog.ModelPlace;
import dev.easel.checkpoint.layout.ModelFiles;
import dev.easel.pipeline.GeneratedImage;
import dev.easel.pipeline.ImageGenerator;
import dev.easel.pipeline.ImageRequest;
import dev.easel.pipeline.ImageToImage;
import dev.easel.pipeline.ModelDefaults;
import dev.easel.pipeline.TextToImage;

import tools.jackson.databind.json.JsonMapper;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** Draws the pictures of a request, one after the other, and tells of it. */
final class Drawing {
    private final Context context;
    private final WordOptions words;
    private final SamplingOptions sampling;
    private final ModelOptions model;
    private final OutputOptions output;

    Drawing(
            Context context,
            WordOptions words,
            SamplingOptions sampling,
            ModelOptions model,
            OutputOptions output) {
        this.context = context;
        this.words = words;
        this.sampling = sampling;
        this.model = model;
        this.output = output;
    }

    /** {@return what the picture of --like tells; the common options have taken it over} */
    Optional<Likeness> takeOver() {
        var like = words.likeness(context.terminal().in());
        like.ifPresent(found -> {
            found.notes().forEach(this::note);
            sampling.takeOver(found.sampling());
            model.takeOver(found);
            words.takeOver(found, () -> model.isSdxl(context));
        });
        return like;
    }

    /** Tells of a picture of --like what cannot be taken over. */
    void note(String sentence) {
        if (!output.quiet()) {
            context.terminal().err().println("--like: " + sentence);
        }
    }

    /** Checks the values of the options that all drawing commands have. */
    void check() {
        words.check();
        sampling.check(words.number());
        model.check();
    }

    /**
     * Draws.
     *
     * @param wishes one at least
     * @param adjustments what was done to a given picture when it was read
     * @param preview where the pictures can be seen meanwhile
     * @param stopwatch started with the command
     */
    void draw(
            List<Wish> wishes,
            List<String> adjustments,
            PreviewOptions preview,
            Stopwatch stopwatch) {
        var place = model.place(context);
        int number = wishes.size() * words.number();
        var pictures = output.pictures(context.terminal(), number);
        var files = model.files(context, place);
        var adapters = adapters(wishes);
        if (!output.quiet()) {
            tell(files);
            wishes.forEach(wish -> tellUnknown(place, wish.prompt()));
        }
        try (var progress = Progress.on(context.terminal(), output.quiet())) {
            progress.stage("loading " + place.name());
            try (var generator = model.open(files, context)) {
                double load = stopwatch.lap();
                var defaults = model.defaults(generator, files);
                var steps =
                        new StepTimes(
                                number,
                                progress,
                                context.interruption(),
                                preview.listener(generator, System::nanoTime));
                var made = new Made(adjustments);
                var orders =
                        wishes.stream()
                                .map(wish -> order(wish, adapters, defaults, generator))
                                .toList();
                for (var order : orders) {
                    draw(generator, order, pictures, steps, made);
                }
                var timings =
                        new DrawingReport.Timings(
                                load, stopwatch.lap(), steps.secondsPerStep(), stopwatch.total());
                tell(report(generator, orders.getFirst(), made, timings));
            }
        }
    }

    /** {@return what the options put on the model; what the prompts name is there, too} */
    private List<WeightedAdapter> adapters(List<Wish> wishes) {
        var loras = model.loras(context);
        wishes.forEach(wish -> loras.requireAll(wish.prompt()));
        return words.loras().open(loras);
    }

    private void tell(ModelFiles files) {
        var err = context.terminal().err();
        files.notes().forEach(err::println);
        model.fewSteps(files).map(it -> it.sentence(files.name())).ifPresent(err::println);
    }

    private void tellUnknown(ModelPlace place, String prompt) {
        ModelKnowledge.of(place)
                .flatMap(known -> known.unknownIn(prompt))
                .ifPresent(unknown ->
                        context.terminal()
                                .err()
                                .printf(
                                        "%s (all: ./easel models info %s). For anything else use a"
                                                + " real model: --model FOLDER%n",
                                        unknown.sentence(place.name()), place.name()));
    }

    /** What is asked for of a prompt, with nothing open but the seed. */
    private record Order(String prompt, ImageRequest request) {}

    private Order order(
            Wish wish,
            List<WeightedAdapter> adapters,
            ModelDefaults defaults,
            ImageGenerator generator) {
        var plain = wish.settled().apply(defaults).withAdapters(adapters);
        var fewSteps = model.fewSteps(generator, plain);
        if (!output.quiet()) {
            fewSteps.map(it -> it.sentence(generator.modelName()))
                    .ifPresent(context.terminal().err()::println);
        }
        var own = fewSteps.map(defaults::withFewSteps).orElse(defaults);
        return new Order(wish.prompt(), wish.settled().apply(own).withAdapters(adapters));
    }

    /** What there is so far. */
    private static final class Made {
        private final List<DrawingReport.Picture> pictures = new ArrayList<>();
        private final LinkedHashSet<String> adjustments;

        Made(List<String> adjustments) {
            this.adjustments = new LinkedHashSet<>(adjustments);
        }
    }

    /**
     * Pictures are asked for one at a time, so that each is on the disk as soon as it is done. They
     * are the same as in one request for all of them.
     */
    private void draw(
            ImageGenerator generator,
            Order order,
            PictureOutput pictures,
            StepTimes steps,
            Made made) {
        long firstSeed = sampling.firstSeed();
        for (int i = 0; i < words.number(); i++) {
            steps.nextPicture();
            GeneratedImage picture =
                    generator.generate(order.request().withSeed(firstSeed + i), steps).getFirst();
            byte[] content = picture.encode(pictures.format());
            steps.pictureMade();
            String stem = PictureFiles.stem(order.prompt(), picture.seed());
            var written = pictures.write(made.pictures.size(), stem, content);
            made.pictures.add(DrawingReport.Picture.of(written, order.prompt(), picture));
            made.adjustments.addAll(picture.adjustments());
            output.tell(context.terminal(), written, "seed " + picture.seed());
        }
    }

    private DrawingReport report(
            ImageGenerator generator, Order order, Made made, DrawingReport.Timings timings) {
        var request = order.request();
        var first = made.pictures.getFirst();
        var sampled = request.sampling().settled();
        var settings =
                new DrawingReport.Settings(
                        first.width(),
                        first.height(),
                        sampled.steps(),
                        sampled.sampler().name(),
                        Choices.lowerCase(sampled.spacing()),
                        sampled.guidanceScale(),
                        sampled.shortcuts().guidance().from(),
                        sampled.shortcuts().guidance().to(),
                        sampled.shortcuts().deepCache(),
                        sampled.shortcuts().tokenMerging(),
                        request.negativePrompt(),
                        words.style(),
                        request.clipSkip(),
                        strength(request),
                        hires(request),
                        model.compute().precisionName(),
                        model.compute().threads());
        return new DrawingReport(
                generator.modelName(),
                order.prompt(),
                settings,
                made.pictures,
                List.copyOf(made.adjustments),
                timings);
    }

    private static Optional<Double> strength(ImageRequest request) {
        return switch (request) {
            case TextToImage _ -> Optional.empty();
            case ImageToImage picture -> Optional.of(Strength.of(picture.denoisingStrength()));
        };
    }

    private static Optional<Double> hires(ImageRequest request) {
        return switch (request) {
            case TextToImage text -> text.highResolution().map(high -> high.scale());
            case ImageToImage _ -> Optional.empty();
        };
    }

    private void tell(DrawingReport report) {
        if (output.json()) {
            output.text(context.terminal()).println(JsonMapper.shared().writeValueAsString(report));
        } else if (!output.quiet()) {
            var err = context.terminal().err();
            report.adjustments().forEach(err::println);
            var timings = report.timings();
            err.printf(
                    "%s: %s in all, %s/step%n",
                    report.settings(),
                    Durations.precise(timings.total()),
                    Durations.precise(timings.secondsPerStep()));
        }
    }
}
