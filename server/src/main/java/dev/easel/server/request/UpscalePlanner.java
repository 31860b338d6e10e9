package dev.easel.server.request;

import dev.easel.pictures.Encoding;
import dev.easel.pictures.ImageCodec;
import dev.easel.pictures.ImageFormat;
import dev.easel.pipeline.ImageUpscaler;
import dev.easel.server.billing.PriceList;
import dev.easel.server.billing.Usd;
import dev.easel.server.job.JobState.Generating;
import dev.easel.server.job.MadePicture;
import dev.easel.server.job.Task;
import dev.easel.server.models.Catalog;
import dev.easel.server.models.LoadedModels;
import dev.easel.server.models.MissingModelException;
import dev.easel.server.models.ModelSource;
import dev.easel.server.request.GenerationRequest.Upscale;

import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Decides how a picture is made larger. Nothing is computed yet. */
@Component
final class UpscalePlanner {
    /** An upscaler samples nothing; clients expect a seed above 0. */
    private static final long NO_SEED = 1;

    private final Catalog catalog;
    private final LoadedModels models;
    private final PriceList prices;
    private final LimitSettings limits;
    private final SentImages images;

    UpscalePlanner(
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

    /** {@return the plan for a picture in another size} */
    PlannedRequest plan(Upscale request, String protocol) {
        var image = request.image();
        var size = request.target().of(image.width(), image.height());
        limits.requirePixels(
                "the picture of %dx%d upscaled to %dx%d"
                        .formatted(image.width(), image.height(), size.width(), size.height()),
                size.width(),
                size.height());
        var source = upscaler(request.upscaler());
        Usd cost = prices.upscale(size.width(), size.height());
        var summary = new Task.Summary(protocol, source.name(), size.width(), size.height(), 0, 1);
        var terms = new ModelTask.Terms(summary, cost, prices.withFee(cost), image.file().length);
        var task =
                new ModelTask<ImageUpscaler>(
                        models,
                        source,
                        terms,
                        (model, progress) -> enlarge(model, request, progress));
        return new PlannedRequest(task, request, image.turned().stream().toList());
    }

    private ModelSource<ImageUpscaler> upscaler(Optional<String> name) {
        try {
            return catalog.upscaler(name);
        } catch (MissingModelException e) {
            throw new InvalidRequestException(e.sentence());
        }
    }

    private List<MadePicture> enlarge(
            ImageUpscaler model, Upscale request, Consumer<Generating> progress) {
        var large =
                model.upscale(
                        images.pixels(request.image()),
                        request.target(),
                        (tile, tiles) ->
                                progress.accept(
                                        new Generating((double) tile / tiles, tile, tiles)));
        return List.of(
                new MadePicture(
                        ImageCodec.encode(large, Encoding.of(ImageFormat.PNG)),
                        large.width(),
                        large.height(),
                        NO_SEED));
    }
}
