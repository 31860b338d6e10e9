package dev.easel.pipeline;

import dev.easel.sampling.Denoiser;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

/**
 * The part of a picture that inpainting leaves as it is. A network that knows nothing of masks is
 * shown it at each noise level with the noise that the level has, which is what diffusers' {@code
 * StableDiffusionInpaintPipeline} blends in after each step: samplers compute each latent from
 * itself and from what the network makes of all of them, so that it is enough to do it before the
 * network looks.
 */
final class InpaintBlend {
    private final Tensor latents;
    private final Tensor noise;
    private final Tensor mask;
    private final Tensor outside;

    /**
     * What is kept.
     *
     * @param latents of the picture, [1, channels, height, width]
     * @param noise the unit noise that the picture begins with, of the same shape
     * @param mask 1 where the picture is made anew, 0 where it is kept, [1, 1, height, width]
     */
    InpaintBlend(Tensor latents, Tensor noise, Tensor mask) {
        this.latents = latents;
        this.noise = noise;
        this.mask = mask;
        this.outside = mask.mul(-1).add(1);
    }

    /**
     * {@return a denoiser that sees what is kept, and leaves it}
     *
     * @param first the sigma of the first step, where the latents are as the start has them
     */
    Denoiser around(Denoiser denoiser, double first) {
        return (x, sigma) ->
                TensorScope.returning(() -> {
                    Tensor seen = sigma < first ? blend(x, latents.add(noise.mul(sigma))) : x;
                    return keepIn(denoiser.denoise(seen, sigma));
                });
    }

    /** {@return the last step's latents with what is kept as it was} */
    Tensor keepIn(Tensor result) {
        return blend(result, latents);
    }

    private Tensor blend(Tensor anew, Tensor kept) {
        return anew.mul(mask).add(kept.mul(outside));
    }
}
