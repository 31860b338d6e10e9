package dev.easel.pipeline;

import dev.easel.sampling.NoisePredictor;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;
import dev.easel.unet.Conditioning;
import dev.easel.unet.UNet;

import java.util.List;

/**
 * The UNet led by a prompt and away from another: negative + scale · (positive - negative) (Ho and
 * Salimans 2022, in diffusers' form). At scale 1 the negative half falls away and is not computed.
 */
final class ClassifierFreeGuidance implements NoisePredictor {
    private final UNet unet;
    private final Conditioning conditioning;
    private final double scale;

    /**
     * Prepares the guided prediction.
     *
     * @param conditioning of the batch [negative, positive], or of the prompt alone where scale is
     *     1
     */
    ClassifierFreeGuidance(UNet unet, Conditioning conditioning, double scale) {
        this.unet = unet;
        this.conditioning = conditioning;
        this.scale = scale;
    }

    static boolean needsNegative(double scale) {
        return scale != 1;
    }

    @Override
    public Tensor predict(Tensor x, double timestep) {
        double[] timesteps = {timestep};
        if (!needsNegative(scale)) {
            return unet.forward(x, timesteps, conditioning);
        }
        return TensorScope.returning(() -> {
            var both = unet.forward(Tensor.cat(List.of(x, x), 0), timesteps, conditioning);
            var halves = both.chunk(2, 0);
            Tensor negative = halves.getFirst();
            Tensor positive = halves.getLast();
            return negative.add(positive.sub(negative).mul(scale));
        });
    }
}
