package dev.easel.pipeline;

import dev.easel.sampling.Denoiser;
import dev.easel.sampling.Sampler;
import dev.easel.sampling.Sigmas;
import dev.easel.sampling.StepObserver;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import java.util.Optional;

/**
 * Where the steps of one picture begin.
 *
 * @param latents at the first sigma, [1, channels, height / factor, width / factor]
 * @param sigmas of the steps
 * @param noise what samplers add
 * @param besides what the network sees beside the latents, [1, any, height / factor, width /
 *     factor]: depths, or a mask and what it leaves of a picture
 * @param kept what must not change
 */
record InitialLatents(
        Tensor latents,
        Sigmas sigmas,
        LatentNoise noise,
        Optional<Tensor> besides,
        Optional<InpaintBlend> kept) {

    /** {@return the latents after the last step} */
    Tensor sample(Sampler sampler, Denoiser denoiser, StepObserver observer) {
        return TensorScope.returning(() -> {
            var seeing = kept.map(k -> k.around(denoiser, sigmas.at(0))).orElse(denoiser);
            Tensor last = sampler.sample(seeing, latents, sigmas, noise, observer);
            return kept.map(k -> k.keepIn(last)).orElse(last);
        });
    }

    /** Finds the starts of a request's pictures, which differ in their noise alone. */
    @FunctionalInterface
    interface Finder {
        /** {@return the start of the picture of this noise, of which some is drawn} */
        InitialLatents find(LatentNoise noise);
    }
}
