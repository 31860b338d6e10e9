package dev.easel.pipeline;

import dev.easel.model.LoadedModel;
import dev.easel.net.unet.Conditioning;
import dev.easel.net.unet.DeepCache;
import dev.easel.net.unet.UNet;
import dev.easel.nn.PixelTensor;
import dev.easel.pictures.RgbImage;
import dev.easel.sampling.Denoiser;
import dev.easel.sampling.DiscreteDenoiser;
import dev.easel.sampling.NoisePredictor;
import dev.easel.sampling.StepObserver;
import dev.easel.tensor.DeviceTurns;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;
import dev.easel.text.Prompt;
import dev.easel.vae.Autoencoder;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Stable Diffusion, stage by stage: prompt to conditioning, noise or a picture to the first
 * latents, these to the last ones, latents to pixels. Each picture is computed by itself (its
 * guided pair as one batch), so its bits do not depend on the pictures beside it.
 */
final class DiffusionPipeline {
    /** From here on what decoding takes is a matter of gigabytes. */
    private static final long LARGE_PIXELS = 768L * 768;

    private final LoadedModel model;

    DiffusionPipeline(LoadedModel model) {
        this.model = model;
    }

    /** {@return what both sides of a picture must be multiples of} */
    int multiple() {
        return Math.max(ImageSize.MULTIPLE, model.design().vae().factor());
    }

    /** {@return one picture for each seed, as large as the request says, in one pass} */
    List<RgbImage> generate(TextToImage request, List<Long> seeds, StepListener listener) {
        request.size().requireMultipleOf(model.design().vae().factor());
        if (model.design().takesMask()) {
            return generate(ImageToImage.allAnew(request), seeds, listener);
        }
        if (model.design().takesDepth()) {
            return generate(ImageToImage.overFlatDepth(request), seeds, listener);
        }
        try (var _ = TensorScope.open()) {
            return decode(latents(request, seeds, listener));
        }
    }

    /**
     * {@return one picture for each seed}
     *
     * @param request whose picture has a size that the model can make
     */
    List<RgbImage> generate(ImageToImage request, List<Long> seeds, StepListener listener) {
        if (request.stepsRun() == 0) {
            return seeds.stream().map(_ -> request.image()).toList();
        }
        try (var _ = TensorScope.open()) {
            var start = PictureBeginning.of(model, request);
            var pictures = decode(latents(request, start, seeds, listener));
            return pictures.stream().map(start::finish).toList();
        }
    }

    /** {@return the last latents of each seed, [1, channels, height / factor, width / factor]} */
    List<Tensor> latents(ImageRequest request, List<Long> seeds, StepListener listener) {
        return latents(request, start(request), seeds, listener);
    }

    private List<Tensor> latents(
            ImageRequest request,
            InitialLatents.Finder finder,
            List<Long> seeds,
            StepListener listener) {
        var size = size(request);
        try (var noises = LatentNoises.seeded(seeds, latentShape(size), model.device())) {
            var conditioning = conditioning(request, size);
            var starts = noises.each().stream().map(finder::find).toList();
            return model.unet()
                    .use(unet -> latents(unet, request.sampling(), conditioning, starts, listener));
        }
    }

    /** {@return what the prompts say to the network, as a batch [negative, positive]} */
    private Conditioning conditioning(ImageRequest request, ImageSize size) {
        var prompt = new Prompt(request.prompt(), request.negativePrompt());
        var embeddings = model.promptEncoder().use(encoder -> inTurn(() -> encoder.encode(prompt)));
        var batch =
                Guidance.needsNegative(request.sampling().guidanceScale())
                        ? List.of(embeddings.negative(), embeddings.positive())
                        : List.of(embeddings.positive());
        return PromptConditioning.of(batch, model.design().unet(), size);
    }

    private InitialLatents.Finder start(ImageRequest request) {
        return switch (request) {
            case TextToImage text -> NoiseBeginning.of(model, text);
            case ImageToImage picture -> PictureBeginning.of(model, picture);
        };
    }

    private List<Tensor> latents(
            UNet unet,
            SamplingSettings settings,
            Conditioning conditioning,
            List<InitialLatents> starts,
            StepListener listener) {
        List<Tensor> results = new ArrayList<>();
        try (var scope = TensorScope.open()) {
            var shortcuts = settings.shortcuts();
            var prepared =
                    inTurn(() -> unet.prepare(conditioning))
                            .withTokensMerged(shortcuts.tokenMerging());
            var guidance = Guidance.of(settings, model.design().schedule());
            for (var start : starts) {
                var progress =
                        new PictureProgress(results.size(), starts.size(), this::preview, listener);
                try (var cache = DeepCache.every(shortcuts.deepCache())) {
                    var guided =
                            new ClassifierFreeGuidance(
                                    unet, prepared, start.besides(), guidance, cache);
                    results.add(scope.promote(sample(start, settings, guided, progress)));
                }
            }
        }
        return results;
    }

    private Tensor sample(
            InitialLatents start,
            SamplingSettings settings,
            NoisePredictor predictor,
            StepObserver observer) {
        var design = model.design();
        Denoiser denoiser =
                new DiscreteDenoiser(
                        (x, timestep) -> inTurn(() -> predictor.predict(x, timestep)),
                        design.schedule(),
                        design.prediction(),
                        settings.quantizedTimesteps());
        return start.sample(settings.sampler(), denoiser, observer);
    }

    /** {@return the pictures of last latents, before what a given picture adds to them} */
    List<RgbImage> decode(List<Tensor> latents) {
        returnMemoryIfLarge(latents.getFirst());
        var pictures =
                model.vae()
                        .use(vae ->
                                latents.stream()
                                        .map(each -> inTurn(() -> decode(vae, each)))
                                        .toList());
        returnMemoryIfLarge(latents.getFirst());
        return pictures;
    }

    /**
     * The VAE's maps of a large picture fit into none of the pieces that the UNet leaves free, nor
     * do these into what the VAE leaves for the next picture.
     */
    private void returnMemoryIfLarge(Tensor latents) {
        long factor = model.design().vae().factor();
        if (latents.size(2) * latents.size(3) * factor * factor >= LARGE_PIXELS) {
            model.device().returnFreeMemory();
        }
    }

    private RgbImage preview(Tensor denoised) {
        return model.vae().use(vae -> inTurn(() -> decode(vae, denoised)));
    }

    /** Pictures that are made at the same time share the device network call by network call. */
    private <T> T inTurn(Supplier<T> work) {
        return DeviceTurns.shared(model.device()).inTurn(work);
    }

    /** [1, channels, height / factor, width / factor] to a picture. */
    private static RgbImage decode(Autoencoder vae, Tensor latents) {
        try (var _ = TensorScope.open()) {
            Tensor pixels = vae.decode(vae.fromModel(latents)); // [1, 3, height, width] in [-1, 1]
            return PixelTensor.toPicture(pixels.div(2).add(0.5));
        }
    }

    private static ImageSize size(ImageRequest request) {
        return switch (request) {
            case TextToImage text -> text.size();
            case ImageToImage picture -> ImageSize.of(picture.image());
        };
    }

    private Shape latentShape(ImageSize size) {
        var vae = model.design().vae();
        return Shape.of(
                1, vae.latentChannels(), size.height() / vae.factor(), size.width() / vae.factor());
    }
}
