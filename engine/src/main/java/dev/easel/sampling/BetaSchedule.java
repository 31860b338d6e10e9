package dev.easel.sampling;

import dev.easel.checkpoint.JsonConfig;

import java.util.Arrays;
import java.util.List;

/**
 * A schedule made of {@link Betas}: a table of one sigma for each timestep, rising.
 *
 * <p>Source: {@code DDIMScheduler} of diffusers for the table, {@code DiscreteSchedule} of
 * k-diffusion for the values between its entries. Both compute in float32, and so does this: where
 * a sigma lies in the middle between two timesteps, rounding decides which is the nearer one.
 * (PyTorch's square roots and logarithms differ in the last bit between CPUs; these are the
 * correctly rounded ones.)
 */
final class BetaSchedule implements NoiseSchedule {
    /** Settings that change the numbers when true, which no published Stable Diffusion sets. */
    private static final List<String> UNSUPPORTED =
            List.of("rescale_betas_zero_snr", "thresholding", "clip_sample");

    /** A sigma rounded to float32 is off by up to this much of a timestep. */
    private static final double ROUNDING = 5e-5;

    private final float[] sigmas;
    private final float[] logSigmas;
    private final int stepsOffset;
    private final boolean alphaToOne;

    private BetaSchedule(float[] sigmas, int stepsOffset, boolean alphaToOne) {
        this.sigmas = sigmas;
        logSigmas = new float[sigmas.length];
        for (int i = 0; i < sigmas.length; i++) {
            logSigmas[i] = (float) Math.log(sigmas[i]);
        }
        this.stepsOffset = stepsOffset;
        this.alphaToOne = alphaToOne;
    }

    /** {@return the schedule of a {@code scheduler_config.json}, see {@link NoiseSchedule#read}} */
    static BetaSchedule read(JsonConfig scheduler) {
        for (String key : UNSUPPORTED) {
            if (scheduler.findBoolean(key).orElse(false)) {
                throw scheduler.mismatch(key, "false");
            }
        }
        // diffusers' Stable Diffusion pipelines set the offset to 1 where an old file has none.
        int stepsOffset = scheduler.findInteger("steps_offset").orElse(1);
        if (stepsOffset < 0) {
            throw scheduler.mismatch("steps_offset", "0 or more");
        }
        return new BetaSchedule(
                sigmas(alphasCumprod(Betas.read(scheduler))),
                stepsOffset,
                scheduler.findBoolean("set_alpha_to_one").orElse(false));
    }

    /** The share of the picture's variance left at each timestep, as torch.cumprod rounds it. */
    static float[] alphasCumprod(float[] betas) {
        float[] alphas = new float[betas.length];
        double product = 1;
        for (int i = 0; i < betas.length; i++) {
            product *= 1 - betas[i];
            alphas[i] = (float) product;
        }
        return alphas;
    }

    private static float[] sigmas(float[] alphasCumprod) {
        float[] sigmas = new float[alphasCumprod.length];
        for (int i = 0; i < sigmas.length; i++) {
            float ratio = (1 - alphasCumprod[i]) / alphasCumprod[i];
            sigmas[i] = (float) Math.sqrt(ratio);
        }
        return sigmas;
    }

    @Override
    public int timesteps() {
        return sigmas.length;
    }

    /** {@return the table's sigma of a whole timestep} */
    double sigma(int timestep) {
        return sigmas[timestep];
    }

    @Override
    public double smallestSigma() {
        return sigmas[0];
    }

    @Override
    public double largestSigma() {
        return sigmas[sigmas.length - 1];
    }

    @Override
    public double sigmaAt(double timestep) {
        float t = (float) timestep;
        int low = (int) Math.floor(t);
        int high = (int) Math.ceil(t);
        float weight = t - low;
        float log = (1 - weight) * logSigmas[low] + weight * logSigmas[high];
        return (float) Math.exp(log);
    }

    @Override
    public double timestep(double sigma) {
        float log = log(sigma);
        int low = Math.min(indexBelow(log), sigmas.length - 2);
        double weight =
                ((double) logSigmas[low] - log) / ((double) logSigmas[low] - logSigmas[low + 1]);
        double timestep = low + Math.clamp(weight, 0.0, 1.0);
        double whole = Math.rint(timestep);
        return Math.abs(timestep - whole) < ROUNDING ? whole : timestep;
    }

    @Override
    public int nearestTimestep(double sigma) {
        float log = log(sigma);
        int low = indexBelow(log);
        int high = Math.min(low + 1, sigmas.length - 1);
        return Math.abs(log - logSigmas[low]) <= Math.abs(log - logSigmas[high]) ? low : high;
    }

    /** {@return what {@link Spacing#LEADING} adds to its timesteps} */
    int stepsOffset() {
        return stepsOffset;
    }

    /** {@return where DDIM ends: at the smallest sigma of the table, or at 0} */
    double lastSigmaOfDdim() {
        return alphaToOne ? 0 : smallestSigma();
    }

    private static float log(double sigma) {
        return (float) Math.log((float) sigma);
    }

    private int indexBelow(float log) {
        int found = Arrays.binarySearch(logSigmas, log);
        return Math.max(found >= 0 ? found : -found - 2, 0);
    }
}
