package dev.easel.pipeline;

import dev.easel.image.RgbImage;
import dev.easel.model.DiffusionModel;
import dev.easel.sampling.Denoiser;
import dev.easel.sampling.DiscreteDenoiser;
import dev.easel.sampling.Sigmas;
import dev.easel.sampling.StepObserver;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;
import dev.easel.text.Prompt;

import java.util.ArrayList;
import java.util.List;

/**
 * Stable Diffusion, stage by stage: prompt to conditioning, noise to latents, latents to pixels.
 * Each picture is computed by itself (its guided pair as one batch), so its bits do not depend on
 * the pictures beside it.
 */
final class StableDiffusionPipeline {
    private final DiffusionModel model;

    StableDiffusionPipeline(DiffusionModel model) {
        this.model = model;
    }

    /** {@return one picture for each seed} */
    List<RgbImage> generate(TextToImage request, List<Long> seeds, StepListener listener) {
        request.size().requireMultipleOf(model.vae().factor());
        try (var _ = TensorScope.open()) {
            var denoiser = denoiser(request);
            List<RgbImage> pictures = new ArrayList<>();
            for (long seed : seeds) {
                try (var _ = TensorScope.open()) {
                    int index = pictures.size();
                    var progress = new PictureProgress(index, seeds.size(), this::decode, listener);
                    pictures.add(decode(latents(request, denoiser, seed, progress)));
                }
            }
            return pictures;
        }
    }

    /** {@return the network led by the request's prompts} */
    Denoiser denoiser(TextToImage request) {
        var settings = request.sampling();
        double scale = settings.guidanceScale();
        var embeddings =
                model.promptEncoder()
                        .encode(new Prompt(request.prompt(), request.negativePrompt()));
        var batch =
                ClassifierFreeGuidance.needsNegative(scale)
                        ? List.of(embeddings.negative(), embeddings.positive())
                        : List.of(embeddings.positive());
        var conditioning = PromptConditioning.of(batch, model.unet().config(), request.size());
        return new DiscreteDenoiser(
                new ClassifierFreeGuidance(model.unet(), conditioning, scale),
                model.schedule(),
                model.prediction(),
                settings.quantizedTimesteps());
    }

    /** {@return the latents of one picture, [1, channels, height / factor, width / factor]} */
    Tensor latents(TextToImage request, Denoiser denoiser, long seed, StepObserver observer) {
        var sigmas = sigmas(request.sampling());
        var shape = latentShape(request.size());
        try (var noise = new LatentNoise(seed, shape, model.device())) {
            Tensor start = noise.next().mul(sigmas.initialScale());
            return request.sampling().sampler().sample(denoiser, start, sigmas, noise, observer);
        }
    }

    private Sigmas sigmas(SamplingSettings settings) {
        return settings.sampler()
                .sigmas(model.schedule(), settings.steps(), settings.karrasSigmas());
    }

    private Shape latentShape(ImageSize size) {
        var vae = model.vae();
        return Shape.of(
                1,
                vae.config().latentChannels(),
                size.height() / vae.factor(),
                size.width() / vae.factor());
    }

    /** [1, channels, height / factor, width / factor] to a picture. */
    private RgbImage decode(Tensor latents) {
        try (var _ = TensorScope.open()) {
            Tensor pixels = model.vae().decode(model.vae().fromModel(latents)); // in [-1, 1]
            return RgbImage.of(pixels.div(2).add(0.5));
        }
    }
}
