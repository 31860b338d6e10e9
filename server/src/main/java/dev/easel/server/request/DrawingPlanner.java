package dev.easel.server.request;

import dev.easel.pictures.Fitting;
import dev.easel.pictures.GaussianBlur;
import dev.easel.pictures.Resampling;
import dev.easel.pictures.RgbImage;
import dev.easel.pipeline.HighResolution;
import dev.easel.pipeline.ImageGenerator;
import dev.easel.pipeline.ImageRequest;
import dev.easel.pipeline.ImageSize;
import dev.easel.pipeline.ImageToImage;
import dev.easel.pipeline.ModelDefaults;
import dev.easel.pipeline.StepProgress;
import dev.easel.pipeline.TextToImage;
import dev.easel.server.billing.PriceList;
import dev.easel.server.billing.Usd;
import dev.easel.server.job.JobState.Generating;
import dev.easel.server.job.Task;
import dev.easel.server.models.Catalog;
import dev.easel.server.models.Choice;
import dev.easel.server.models.LoadedModels;
import dev.easel.server.models.MissingModelException;
import dev.easel.server.request.GenerationRequest.Drawing;
import dev.easel.server.request.GenerationRequest.Enlargement;
import dev.easel.server.request.GenerationRequest.Generate;
import dev.easel.server.request.GenerationRequest.Img2Img;
import dev.easel.server.request.GenerationRequest.Mask;

import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Decides how a model draws what is asked for. Nothing is computed yet. */
@Component
final class DrawingPlanner {
    private final Catalog catalog;
    private final LoadedModels models;
    private final PriceList prices;
    private final LimitSettings limits;
    private final SentImages images;

    DrawingPlanner(
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
     * A drawing with the model that draws it.
     *
     * @param drawing what was asked for, with all that was left open
     */
    private record Chosen(
            Drawing drawing, Choice choice, AdaptedDrawing adapted, Supplier<ModelDefaults> own) {
        /** {@return the words that the engine takes; {@link #drawing} has those that were sent} */
        Drawing worded() {
            return PromptWords.of(drawing);
        }

        List<String> notes(Stream<String> others) {
            var ofWords = PromptWords.notes(drawing).stream();
            var own = Stream.concat(choice.notes(worded().prompt()).stream(), ofWords);
            return Stream.concat(own, others).toList();
        }
    }

    /** {@return the plan for pictures of a prompt alone} */
    PlannedRequest plan(Generate request, String protocol, Optional<Choice> known) {
        var chosen = chosen(request.drawing(), known);
        var drawing = chosen.drawing();
        int width = request.width().orElseGet(() -> chosen.own().get().size().width());
        int height = request.height().orElseGet(() -> chosen.own().get().size().height());
        var size = size(width, height, chosen.choice());
        var enlargement = request.enlargement().map(it -> enlargement(it, size, chosen));
        var words = chosen.worded();
        var picture =
                TextToImage.of(words.prompt())
                        .withNegativePrompt(words.negativePrompt())
                        .withSize(width, height)
                        .withNumber(drawing.number())
                        .withClipSkip(drawing.clipSkip())
                        .withSampling(drawing.sampling());
        var whole = enlargement.map(it -> picture.withHighResolution(it.pass())).orElse(picture);
        var last = enlargement.map(Enlarged::size).orElse(size);
        int more = enlargement.map(Enlarged::steps).orElse(0);
        var summary = summary(protocol, chosen, last, drawing.steps() + more);
        var first = cost(chosen, size, drawing.steps());
        var cost = enlargement.map(it -> first.plus(cost(chosen, it.size(), more))).orElse(first);
        var settled =
                new Generate(
                        drawing,
                        OptionalInt.of(width),
                        OptionalInt.of(height),
                        request.enlargement());
        return new PlannedRequest(
                task(chosen, terms(summary, cost, 0), () -> whole),
                settled,
                chosen.notes(Stream.empty()));
    }

    private Chosen chosen(Drawing asked, Optional<Choice> known) {
        var choice = known.orElseGet(() -> choose(asked.model()));
        var adapted = AdaptedDrawing.of(catalog.adapters(), asked.adapters());
        Supplier<ModelDefaults> own = () -> choice.defaults(adapted.loras());
        var drawing =
                asked.isOpen()
                        ? asked.withSampling(asked.sampling().withDefaults(own.get()))
                        : asked;
        return new Chosen(drawing, choice, adapted, own);
    }

    private Choice choose(String model) {
        try {
            return catalog.choose(model);
        } catch (MissingModelException e) {
            throw new InvalidRequestException(e.sentence());
        }
    }

    private ImageSize size(int width, int height, Choice choice) {
        requireMultiple("width", width, choice);
        requireMultiple("height", height, choice);
        limits.requirePixels("a picture of %dx%d".formatted(width, height), width, height);
        return new ImageSize(width, height);
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

    /** A second pass: how, in which size, of how many steps. */
    private record Enlarged(HighResolution pass, ImageSize size, int steps) {}

    private Enlarged enlargement(Enlargement asked, ImageSize first, Chosen chosen) {
        try {
            var pass =
                    new HighResolution(
                            asked.scale(),
                            asked.denoising(),
                            asked.steps(),
                            catalog.upscalerFile(asked.upscaler()));
            var size = pass.target(first, chosen.choice().multiple());
            limits.requirePixels(
                    "%s enlarged to %s".formatted(first, size), size.width(), size.height());
            return new Enlarged(pass, size, pass.stepsRun(chosen.drawing().steps()));
        } catch (IllegalArgumentException e) {
            throw new InvalidRequestException(String.valueOf(e.getMessage()));
        } catch (MissingModelException e) {
            throw new InvalidRequestException(e.sentence());
        }
    }

    /** {@return the plan for pictures that begin from another one} */
    PlannedRequest plan(Img2Img request, String protocol, Optional<Choice> known) {
        var chosen = chosen(request.drawing(), known);
        var drawing = chosen.drawing();
        var image = request.image();
        // The engine fits to the same multiple: what is told here is what becomes of the picture.
        var fitting = limits.fitting(chosen.choice().multiple());
        int width = request.frame().map(GenerationRequest.Frame::width).orElse(image.width());
        int height = request.frame().map(GenerationRequest.Frame::height).orElse(image.height());
        var fitted = fitting.fit(width, height);
        var size = new ImageSize(fitted.width(), fitted.height());
        int steps = ImageToImage.stepsRun(drawing.steps(), request.denoising());
        var summary = summary(protocol, chosen, size, steps);
        long held =
                (long) image.file().length
                        + request.mask().map(m -> m.image().file().length).orElse(0);
        var settled =
                new Img2Img(drawing, image, request.denoising(), request.mask(), request.frame());
        return new PlannedRequest(
                task(
                        chosen,
                        terms(summary, cost(chosen, size, steps), held),
                        () -> beginning(request, chosen, fitting)),
                settled,
                chosen.notes(
                        Stream.of(image.turned(), fitted.adjustment()).flatMap(Optional::stream)));
    }

    private ImageRequest beginning(Img2Img request, Chosen chosen, Fitting fitting) {
        var sent = images.pixels(request.image());
        var drawing = chosen.drawing();
        var words = chosen.worded();
        return ImageToImage.of(fitting.fit(framed(sent, request)).image(), words.prompt())
                .withNegativePrompt(words.negativePrompt())
                .withDenoisingStrength(request.denoising())
                .withMask(request.mask().map(mask -> mask(mask, sent, request)))
                .withNumber(drawing.number())
                .withClipSkip(drawing.clipSkip())
                .withSampling(drawing.sampling());
    }

    /** {@return a picture in the frame of the request, where there is one} */
    private static RgbImage framed(RgbImage picture, Img2Img request) {
        return request.frame().map(frame -> new Framing(frame).apply(picture)).orElse(picture);
    }

    /** A mask goes the way of its picture, so that it stays on what it was laid on. */
    private RgbImage mask(Mask mask, RgbImage picture, Img2Img request) {
        var laid = Resampling.BILINEAR.resize(images.mask(mask), picture.width(), picture.height());
        return new GaussianBlur(mask.blur()).apply(framed(laid, request));
    }

    private static Task.Summary summary(String protocol, Chosen chosen, ImageSize size, int steps) {
        return new Task.Summary(
                protocol,
                chosen.choice().source().name(),
                size.width(),
                size.height(),
                steps,
                chosen.drawing().number());
    }

    private Usd cost(Chosen chosen, ImageSize size, int steps) {
        var drawing = chosen.drawing();
        return prices.pictures(
                drawing.model(), size.width(), size.height(), steps, drawing.number());
    }

    private ModelTask.Terms terms(Task.Summary summary, Usd cost, long heldBytes) {
        return new ModelTask.Terms(summary, cost, prices.withFee(cost), heldBytes);
    }

    private Task task(Chosen chosen, ModelTask.Terms terms, Supplier<ImageRequest> picture) {
        return new ModelTask<ImageGenerator>(
                models,
                chosen.choice().source(),
                terms,
                (model, progress) -> {
                    var states = states(chosen.drawing().preview());
                    return chosen.adapted()
                            .draw(
                                    model,
                                    picture.get(),
                                    step -> progress.accept(states.apply(step)));
                });
    }

    /** {@return how far the work of a new job is after each step} */
    private static Function<StepProgress, Generating> states(boolean preview) {
        return preview
                ? new StepPreviews(System::nanoTime)::after
                : step -> new Generating(step.fraction(), step.step(), step.steps());
    }
}
