package dev.easel.pipeline;

import dev.easel.model.Backbone;
import dev.easel.model.LoadedModel;
import dev.easel.model.TextStage;
import dev.easel.pictures.RgbImage;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;
import dev.easel.text.Prompt;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a picture is made, stage by stage: {@link #encode} the prompts, {@link #begin} with noise or
 * a picture, {@link #denoise} the latents step by step, {@link #decode} them to pixels. Each
 * picture is computed by itself (its guided pair as one batch), so its bits do not depend on the
 * pictures beside it.
 */
final class DiffusionPipeline {
    /** From here on what decoding takes is a matter of gigabytes. */
    private static final long LARGE_PIXELS = 768L * 768;

    private final LoadedModel model;
    private final Previews previews;

    /** The same with previews that need no file. */
    DiffusionPipeline(LoadedModel model) {
        this(model, new Previews(model, _ -> Optional.empty()));
    }

    DiffusionPipeline(LoadedModel model, Previews previews) {
        this.model = model;
        this.previews = previews;
    }

    /** {@return what both sides of a picture must be multiples of} */
    int multiple() {
        return ImageSize.multipleFor(model.design());
    }

    /**
     * {@return one picture for each seed, in one pass}
     *
     * @param request with nothing open, a size that the model can make, and at least one step to
     *     run
     */
    List<RgbImage> generate(ImageRequest request, List<Long> seeds, StepListener listener) {
        try (var _ = TensorScope.open()) {
            return draw(encode(request), request, seeds, listener);
        }
    }

    /** {@return the same of prompts that are encoded, which requests may share} */
    List<RgbImage> draw(
            TextStage.Encoded prompts,
            ImageRequest request,
            List<Long> seeds,
            StepListener listener) {
        try (var _ = TensorScope.open()) {
            var beginning = begin(request);
            var latents = denoise(prompts, beginning, request, seeds, listener);
            return decode(latents).stream().map(beginning::finish).toList();
        }
    }

    /** {@return the request's prompts as the network is told of them, in the innermost scope} */
    TextStage.Encoded encode(ImageRequest request) {
        var prompt =
                new Prompt(
                        request.prompt(),
                        request.negativePrompt(),
                        request.embeddings(),
                        request.clipSkip());
        return model.text().use(text -> text.encode(prompt));
    }

    /** {@return what the request's pictures begin with, but for their noise} */
    Beginning begin(ImageRequest request) {
        return Beginning.of(model, request);
    }

    /** {@return the last latents of each seed, [1, channels, height / factor, width / factor]} */
    List<Tensor> denoise(
            TextStage.Encoded prompts,
            Beginning beginning,
            ImageRequest request,
            List<Long> seeds,
            StepListener listener) {
        var sampling = request.sampling().settled();
        var guidance = Guidance.of(sampling, model.design());
        var size = ImageSize.of(request);
        var conditioning = prompts.conditioning(guidance.isOn(), size.width(), size.height());
        try (var noises = LatentNoises.seeded(seeds, latentShape(size), model.device())) {
            var starts = noises.each().stream().map(beginning::with).toList();
            return model.backbone()
                    .use(backbone -> {
                        List<Tensor> results = new ArrayList<>();
                        try (var scope = TensorScope.open()) {
                            var prepared = backbone.prepare(conditioning);
                            for (var start : starts) {
                                var progress =
                                        new PictureProgress(
                                                results.size(), starts.size(), previews, listener);
                                var last = denoised(prepared, start, sampling, guidance, progress);
                                results.add(scope.promote(last));
                            }
                        }
                        return results;
                    });
        }
    }

    private Tensor denoised(
            Backbone.Prepared prepared,
            InitialLatents start,
            Sampling sampling,
            Guidance guidance,
            PictureProgress progress) {
        var options =
                sampling.shortcuts()
                        .runOptions(start.extraChannels())
                        .withGuidanceScale(sampling.guidanceScale());
        try (var run = prepared.run(options)) {
            var network = new ClassifierFreeGuidance(run, guidance);
            var denoiser = model.design().denoiser(network, sampling.quantizedTimesteps());
            return start.denoise(sampling.sampler(), denoiser, progress);
        }
    }

    /** {@return the pictures of last latents, before what a given picture adds to them} */
    List<RgbImage> decode(List<Tensor> latents) {
        returnMemoryIfLarge(latents.getFirst());
        var pictures = model.codec().use(codec -> latents.stream().map(codec::picture).toList());
        returnMemoryIfLarge(latents.getFirst());
        return pictures;
    }

    /**
     * The codec's feature maps of a large picture fit into none of the pieces that the backbone
     * leaves free, nor do these into what the codec leaves for the next picture.
     */
    private void returnMemoryIfLarge(Tensor latents) {
        long factor = model.design().latentFactor();
        if (latents.size(2) * latents.size(3) * factor * factor >= LARGE_PIXELS) {
            model.device().returnFreeMemory();
        }
    }

    private Shape latentShape(ImageSize size) {
        int factor = model.design().latentFactor();
        int channels = model.design().latentChannels();
        return Shape.of(1, channels, size.height() / factor, size.width() / factor);
    }
}
