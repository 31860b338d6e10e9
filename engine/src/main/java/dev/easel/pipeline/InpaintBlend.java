package dev.easel.pipeline;

import dev.easel.sampling.Denoiser;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

/**
 * Blends what inpainting keeps of a picture into the latents, for networks that know nothing of
 * masks: with the noise of each noise level, as diffusers' {@code StableDiffusionInpaintPipeline}
 * does after each step. Samplers compute each latent from itself and from the network's prediction
 * for all of them, so it is enough to blend before each prediction.
 */
final class InpaintBlend {
    private final Tensor latents;
    private final Tensor noise;
    private final Tensor mask;
    private final Tensor outside;

    /**
     * Keeps a picture outside a mask.
     *
     * @param latents of the picture, [1, channels, height, width]
     * @param noise the unit noise that the picture begins with, of the same shape
     * @param mask 1 where the picture is painted, 0 where it is kept, [1, 1, height, width]
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
     * @param first the sigma of the first step, whose latents are left as they are
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

    private Tensor blend(Tensor painted, Tensor kept) {
        return painted.mul(mask).add(kept.mul(outside));
    }
}
