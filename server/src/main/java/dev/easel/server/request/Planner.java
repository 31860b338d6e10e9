package dev.easel.server.request;

import dev.easel.pictures.Encoding;
import dev.easel.pictures.Fitting;
import dev.easel.pictures.ImageCodec;
import dev.easel.pictures.ImageFormat;
import dev.easel.pipeline.ImageGenerator;
import dev.easel.pipeline.ImageRequest;
import dev.easel.pipeline.ImageSize;
import dev.easel.pipeline.ImageToImage;
import dev.easel.pipeline.ImageUpscaler;
import dev.easel.pipeline.StepProgress;
import dev.easel.pipeline.TextToImage;
import dev.easel.server.billing.PriceList;
import dev.easel.server.billing.Usd;
import dev.easel.server.job.JobState.Generating;
import dev.easel.server.job.MadePicture;
import dev.easel.server.job.Task;
import dev.easel.server.models.Catalog;
import dev.easel.server.models.Choice;
import dev.easel.server.models.LoadedModels;
import dev.easel.server.models.MissingModelException;
import dev.easel.server.request.GenerationRequest.Drawing;
import dev.easel.server.request.GenerationRequest.Generate;
import dev.easel.server.request.GenerationRequest.Img2Img;
import dev.easel.server.request.GenerationRequest.Upscale;

import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Decides how a request is carried out: by which model, in which size, for which price. Nothing is
 * computed yet.
 */
@Component
public final class Planner {
    /** An upscaler samples nothing; clients expect a seed above 0. */
    private static final long NO_SEED = 1;

    private final Catalog catalog;
    private final LoadedModels models;
    private final PriceList prices;
    private final LimitSettings limits;
    private final SentImages images;

    Planner(
            Catalog catalog,
            LoadedModels models,
            PriceList prices,
            LimitSettings limits,
            SentImages images) {
        this.catalog = catalog;
        this.models = models;
        this.prices = prices;
        this.limits = limits;
        this.images = images;
    }

    /**
     * {@return the plan for a request}
     *
     * @param protocol by which it came
     * @throws InvalidRequestException where the request cannot be carried out
     */
    public PlannedRequest plan(GenerationRequest request, String protocol) {
        return switch (request) {
            case Generate generate -> generate(generate, protocol);
            case Img2Img img2img -> imageToImage(img2img, protocol);
            case Upscale upscale -> upscale(upscale, protocol);
        };
    }

    private PlannedRequest generate(Generate request, String protocol) {
        var drawing = PromptWords.of(request.drawing());
        var choice = choose(drawing.model());
        requireMultiple("width", request.width(), choice);
        requireMultiple("height", request.height(), choice);
        requireAtMost(
                "a picture of %dx%d".formatted(request.width(), request.height()),
                (long) request.width() * request.height());
        var picture =
                TextToImage.of(drawing.prompt())
                        .withNegativePrompt(drawing.negativePrompt())
                        .withSize(request.width(), request.height())
                        .withNumber(drawing.number())
                        .withSampling(drawing.sampling());
        var summary =
                new Task.Summary(
                        protocol,
                        choice.source().name(),
                        request.width(),
                        request.height(),
                        drawing.steps(),
                        drawing.number());
        return drawing(
                choice,
                terms(drawing, summary, 0),
                () -> picture,
                notes(choice, request.drawing()).toList(),
                drawing);
    }

    private static Stream<String> notes(Choice choice, Drawing drawing) {
        return Stream.concat(
                choice.notes(drawing.prompt()).stream(), PromptWords.notes(drawing).stream());
    }

    private void requireMultiple(String name, int side, Choice choice) {
        int multiple = choice.multiple();
        if (side % multiple != 0) {
            throw new InvalidRequestException(
                    "%s must be a multiple of %d from %d to %d for %s, got %d"
                            .formatted(
                                    name,
                                    multiple,
                                    ImageSize.MIN,
                                    limits.maxSide(),
                                    choice.source().name(),
                                    side));
        }
    }

    private PlannedRequest imageToImage(Img2Img request, String protocol) {
        var drawing = PromptWords.of(request.drawing());
        var image = request.image();
        var choice = choose(drawing.model());
        var fitting = fitting(choice.multiple());
        var fitted = fitting.fit(image.width(), image.height());
        var adjustments = Stream.of(image.turned(), fitted.adjustment()).flatMap(Optional::stream);
        var notes = Stream.concat(notes(choice, request.drawing()), adjustments).toList();
        var summary =
                new Task.Summary(
                        protocol,
                        choice.source().name(),
                        fitted.width(),
                        fitted.height(),
                        ImageToImage.stepsRun(drawing.steps(), request.denoising()),
                        drawing.number());
        Supplier<ImageRequest> picture =
                () ->
                        ImageToImage.of(fitting.fit(images.pixels(image)).image(), drawing.prompt())
                                .withNegativePrompt(drawing.negativePrompt())
                                .withDenoisingStrength(request.denoising())
                                .withNumber(drawing.number())
                                .withSampling(drawing.sampling());
        var terms = terms(drawing, summary, image.file().length);
        return drawing(choice, terms, picture, notes, drawing);
    }

    /** The engine fits to the same multiple: what is told here is what becomes of the picture. */
    private Fitting fitting(int multiple) {
        return new Fitting(
                multiple,
                Math.ceilDiv(ImageSize.MIN, multiple) * multiple,
                limits.maxSide() / multiple * multiple,
                limits.maxPixels());
    }

    private ModelTask.Terms terms(Drawing drawing, Task.Summary summary, long heldBytes) {
        var cost =
                prices.pictures(
                        drawing.model(),
                        summary.width(),
                        summary.height(),
                        summary.steps(),
                        summary.number());
        return new ModelTask.Terms(summary, cost, prices.withFee(cost), heldBytes);
    }

    private PlannedRequest drawing(
            Choice choice,
            ModelTask.Terms terms,
            Supplier<ImageRequest> picture,
            List<String> notes,
            Drawing drawing) {
        var adapted = AdaptedDrawing.of(catalog.adapters(), drawing.adapters());
        var task =
                new ModelTask<ImageGenerator>(
                        models,
                        choice.source(),
                        terms,
                        (model, progress) -> {
                            var states = states(drawing.preview());
                            return adapted.draw(
                                    model,
                                    picture.get(),
                                    step -> progress.accept(states.apply(step)));
                        });
        return new PlannedRequest(task, notes);
    }

    /** {@return how far the work of a new job is after each step} */
    private static Function<StepProgress, Generating> states(boolean preview) {
        return preview
                ? new StepPreviews(System::nanoTime)::after
                : step -> new Generating(step.fraction());
    }

    private Choice choose(String model) {
        try {
            return catalog.choose(model);
        } catch (MissingModelException e) {
            throw new InvalidRequestException(e.sentence());
        }
    }

    private PlannedRequest upscale(Upscale request, String protocol) {
        var image = request.image();
        var size = request.target().of(image.width(), image.height());
        requireAtMost(
                "the picture of %dx%d upscaled to %dx%d"
                        .formatted(image.width(), image.height(), size.width(), size.height()),
                (long) size.width() * size.height());
        var source = catalog.upscaler();
        Usd cost = prices.upscale(size.width(), size.height());
        var summary = new Task.Summary(protocol, source.name(), size.width(), size.height(), 0, 1);
        var terms = new ModelTask.Terms(summary, cost, prices.withFee(cost), image.file().length);
        var task =
                new ModelTask<ImageUpscaler>(
                        models,
                        source,
                        terms,
                        (model, progress) -> enlarge(model, request, progress));
        return new PlannedRequest(task, image.turned().stream().toList());
    }

    private List<MadePicture> enlarge(
            ImageUpscaler model, Upscale request, Consumer<Generating> progress) {
        var large =
                model.upscale(
                        images.pixels(request.image()),
                        request.target(),
                        (tile, tiles) -> progress.accept(new Generating((double) tile / tiles)));
        return List.of(
                new MadePicture(ImageCodec.encode(large, Encoding.of(ImageFormat.PNG)), NO_SEED));
    }

    private void requireAtMost(String what, long pixels) {
        if (pixels > limits.maxPixels()) {
            throw new InvalidRequestException(
                    "width and height must give at most %d pixels, got %s"
                            .formatted(limits.maxPixels(), what));
        }
    }
}
