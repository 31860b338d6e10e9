package dev.easel.server.protocol.imagesdxl;

import dev.easel.pictures.Fitting;
import dev.easel.pipeline.ImageSize;
import dev.easel.pipeline.ImageToImage;
import dev.easel.pipeline.SamplingSettings;
import dev.easel.pipeline.TextToImage;
import dev.easel.server.billing.PriceList;
import dev.easel.server.billing.Usd;
import dev.easel.server.job.Task;
import dev.easel.server.models.Catalog;
import dev.easel.server.models.Choice;
import dev.easel.server.models.MissingModelException;

import org.springframework.stereotype.Component;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Decides how a request is carried out: by which model, in which size, for which price. Nothing is
 * computed yet.
 */
@Component
final class Planner {
    private final Catalog catalog;
    private final PriceList prices;
    private final LimitSettings limits;

    Planner(Catalog catalog, PriceList prices, LimitSettings limits) {
        this.catalog = catalog;
        this.prices = prices;
        this.limits = limits;
    }

    /**
     * {@return the plan for a request}
     *
     * @throws InvalidRequestException where the request cannot be carried out
     */
    Plan plan(SdxlRequest request) {
        return switch (request.action()) {
            case GENERATE -> generate(request);
            case IMG2IMG -> imageToImage(request);
            case UPSCALE -> upscale(request);
        };
    }

    private Plan generate(SdxlRequest request) {
        int width = request.width().orElse(Math.min(Parameters.SIDE, limits.maxSide()));
        int height = request.height().orElse(Math.min(Parameters.SIDE, limits.maxSide()));
        requireAtMost("a picture of %dx%d".formatted(width, height), (long) width * height);
        var words =
                new TextToImage(
                        prompt(request),
                        negativePrompt(request),
                        new ImageSize(width, height),
                        request.number(),
                        sampling(request),
                        Optional.empty());
        var cost = new Size(width, height, request.steps());
        return drawing(request, cost, 0, List.of(), () -> words);
    }

    private Plan imageToImage(SdxlRequest request) {
        var image = request.requireImage();
        var fitting =
                new Fitting(
                        ImageSize.MULTIPLE, ImageSize.MIN, limits.maxSide(), limits.maxPixels());
        var fitted = fitting.fit(image.width(), image.height());
        double denoising = 1 - request.strength();
        int steps = ImageToImage.stepsRun(request.steps(), denoising);
        var notes = new ArrayList<>(fitted.adjustment().stream().toList());
        if (request.width().isPresent() || request.height().isPresent()) {
            notes.add("width and height are not used: the picture has its input's size");
        }
        return drawing(
                request,
                new Size(fitted.width(), fitted.height(), steps),
                image.file().length,
                notes,
                () ->
                        ImageToImage.of(fitting.fit(image.decode()).image(), prompt(request))
                                .withNegativePrompt(negativePrompt(request))
                                .withDenoisingStrength(denoising)
                                .withNumber(request.number())
                                .withSampling(sampling(request)));
    }

    private record Size(int width, int height, int steps) {}

    private Plan drawing(
            SdxlRequest request,
            Size size,
            long heldBytes,
            List<String> notes,
            DrawingWork.Words words) {
        var choice = choose(request.model());
        var cost =
                prices.pictures(
                        request.model(),
                        size.width(),
                        size.height(),
                        size.steps(),
                        request.number());
        var task =
                new Task<>(
                        choice.source(),
                        cost,
                        prices.withFee(cost),
                        heldBytes,
                        new DrawingWork(words));
        return new Plan(
                task,
                choice.source().name(),
                Stream.concat(choice.note().stream(), notes.stream()).toList());
    }

    private Choice choose(String model) {
        try {
            return catalog.choose(model);
        } catch (MissingModelException e) {
            throw new InvalidRequestException(e.sentence());
        }
    }

    private Plan upscale(SdxlRequest request) {
        var image = request.requireImage();
        var target = UpscaleTarget.of(request);
        var size = target.of(image.width(), image.height());
        requireAtMost(
                "the picture of %dx%d upscaled to %dx%d"
                        .formatted(image.width(), image.height(), size.width(), size.height()),
                (long) size.width() * size.height());
        Usd cost = prices.upscale(size.width(), size.height());
        var task =
                new Task<>(
                        catalog.upscaler(),
                        cost,
                        prices.withFee(cost),
                        image.file().length,
                        new UpscaleWork(image, target));
        return new Plan(task, task.model().name(), List.of());
    }

    private void requireAtMost(String what, long pixels) {
        if (pixels > limits.maxPixels()) {
            throw new InvalidRequestException(
                    "width and height must give at most %d pixels, got %s"
                            .formatted(limits.maxPixels(), what));
        }
    }

    private static String prompt(SdxlRequest request) {
        return request.style()
                .map(style -> style.applyTo(request.prompt()))
                .orElse(request.prompt());
    }

    private static Optional<String> negativePrompt(SdxlRequest request) {
        return request.style()
                .map(style -> style.appendTo(request.negativePrompt().orElse("")))
                .filter(words -> !words.isEmpty())
                .or(request::negativePrompt);
    }

    private static SamplingSettings sampling(SdxlRequest request) {
        var settings =
                SamplingSettings.defaults()
                        .withSampler(request.sampler())
                        .withSteps(request.steps())
                        .withGuidanceScale(request.cfgScale());
        return request.seed().isPresent()
                ? settings.withSeed(request.seed().getAsLong())
                : settings;
    }
}
