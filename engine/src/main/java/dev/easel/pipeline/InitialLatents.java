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
 * @param extraChannels what the network sees behind the latents' channels, [1, any, height /
 *     factor, width / factor]: depths, or a mask and what it leaves of a picture
 * @param blend keeps what must not change
 */
record InitialLatents(
        Tensor latents,
        Sigmas sigmas,
        LatentNoise noise,
        Optional<Tensor> extraChannels,
        Optional<InpaintBlend> blend) {

    /** {@return the latents after the last step} */
    Tensor denoise(Sampler sampler, Denoiser denoiser, StepObserver observer) {
        return TensorScope.returning(() -> {
            var blending = blend.map(b -> b.around(denoiser, sigmas.at(0))).orElse(denoiser);
            Tensor last = sampler.sample(blending, latents, sigmas, noise, observer);
            return blend.map(b -> b.keepIn(last)).orElse(last);
        });
    }
}
