package dev.easel.sampling;

import dev.easel.tensor.Tensor;

/** A network that was trained to predict a {@link Prediction} at a timestep. */
@FunctionalInterface
public interface NoisePredictor {
    /**
     * {@return the prediction, shaped like {@code x}, float32, in the innermost scope}
     *
     * @param x latents of variance 1: x / sqrt(1 + sigma^2), [batch, channels, height/8, width/8]
     * @param timestep 0 to the number of training timesteps - 1; may be fractional
     */
    Tensor predict(Tensor x, double timestep);
}
