package dev.easel.vae;

import dev.easel.tensor.Tensor;

/**
 * Independent normal distributions, one for each value of the latents. The tensors belong to the
 * scope that was innermost in the call that made them.
 */
public final class DiagonalGaussian {
    private static final double LEAST_LOGVAR = -30;
    private static final double MOST_LOGVAR = 20;

    private final Tensor mean;
    private final Tensor logvar;

    private DiagonalGaussian(Tensor mean, Tensor logvar) {
        this.mean = mean;
        this.logvar = logvar;
    }

    /** Takes means, then logarithms of variances, along the channels. */
    static DiagonalGaussian of(Tensor moments) {
        var halves = moments.chunk(2, 1);
        return new DiagonalGaussian(
                halves.getFirst(), halves.getLast().clamp(LEAST_LOGVAR, MOST_LOGVAR));
    }

    /** {@return [batch, latentChannels, height / factor, width / factor], float32} */
    public Tensor mean() {
        return mean;
    }

    /** {@return the logarithms of the variances, in [-30, 20], of the mean's shape, float32} */
    public Tensor logvar() {
        return logvar;
    }

    /**
     * {@return {@code mean + exp(logvar / 2) * noise}}
     *
     * @param noise of the mean's shape, from a standard normal distribution
     */
    public Tensor sample(Tensor noise) {
        return mean.add(logvar.mul(0.5).exp().mul(noise));
    }
}
