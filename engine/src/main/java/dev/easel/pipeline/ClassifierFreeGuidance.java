package dev.easel.pipeline;

import dev.easel.net.unet.DeepCache;
import dev.easel.net.unet.PreparedConditioning;
import dev.easel.net.unet.UNet;
import dev.easel.sampling.NoisePredictor;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import java.util.List;
import java.util.Optional;

/**
 * The UNet led by a prompt and away from another: negative + scale · (positive - negative) (Ho and
 * Salimans 2022, in diffusers' form). Where there is no guidance the negative half falls away and
 * is not computed.
 */
final class ClassifierFreeGuidance implements NoisePredictor {
    private final UNet unet;
    private final PreparedConditioning conditioning;
    private final PreparedConditioning positiveAlone;
    private final Optional<Tensor> besides;
    private final Guidance guidance;
    private final DeepCache cache;

    /**
     * Prepares the guided prediction.
     *
     * @param conditioning of the batch [negative, positive], or of the prompt alone where the
     *     negative one is never needed
     * @param besides further channels that the network sees behind the latents', [1, any, height,
     *     width]
     * @param cache of this run, closed by the caller
     */
    ClassifierFreeGuidance(
            UNet unet,
            PreparedConditioning conditioning,
            Optional<Tensor> besides,
            Guidance guidance,
            DeepCache cache) {
        this.unet = unet;
        this.conditioning = conditioning;
        this.positiveAlone = conditioning.last();
        this.besides = besides;
        this.guidance = guidance;
        this.cache = cache;
    }

    @Override
    public Tensor predict(Tensor x, double timestep) {
        double[] timesteps = {timestep};
        return TensorScope.returning(() -> {
            Tensor seen = besides.map(more -> Tensor.cat(List.of(x, more), 1)).orElse(x);
            if (!guidance.needsNegativeAt(timestep)) {
                return unet.forward(seen, timesteps, positiveAlone, cache);
            }
            var halves = unet.forward(seen, timesteps, conditioning, cache).chunk(2, 0);
            Tensor negative = halves.getFirst();
            Tensor positive = halves.getLast();
            return negative.add(positive.sub(negative).mul(guidance.scale()));
        });
    }
}
