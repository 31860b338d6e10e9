package dev.easel.vae;

import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;

import java.util.List;

/**
 * How an autoencoder's latents become those that a diffusion model works on: {@code (z - shift) *
 * factor} per channel. Diffusers' scaling_factor and shift_factor say the same for all channels,
 * its latents_mean and latents_std (mean as shift, scaling_factor / std as factor) for each.
 *
 * @param shift of each channel
 * @param factor of each channel, not 0
 */
public record LatentScaling(List<Double> shift, List<Double> factor) {
    public LatentScaling {
        shift = List.copyOf(shift);
        factor = List.copyOf(factor);
        if (shift.size() != factor.size()) {
            throw new IllegalArgumentException(
                    "a shift and a factor are needed for each channel, got %d and %d"
                            .formatted(shift.size(), factor.size()));
        }
    }

    /** {@return whether it is this factor alone, for all channels} */
    public boolean isFactor(double expected) {
        return shift.stream().allMatch(value -> value == 0)
                && factor.stream().allMatch(value -> value == expected);
    }

    /** {@return the diffusion model's latents of the autoencoder's, [batch, channels, ..]} */
    public Tensor toModel(Tensor latents) {
        return latents.sub(perChannel(shift, latents)).mul(perChannel(factor, latents));
    }

    /** {@return the autoencoder's latents of the diffusion model's, [batch, channels, ..]} */
    public Tensor fromModel(Tensor latents) {
        return latents.div(perChannel(factor, latents)).add(perChannel(shift, latents));
    }

    private static Tensor perChannel(List<Double> values, Tensor like) {
        float[] floats = new float[values.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = values.get(i).floatValue();
        }
        return Tensor.of(floats, Shape.of(1, floats.length, 1, 1))
                .to(like.device())
                .to(like.dtype());
    }
}
