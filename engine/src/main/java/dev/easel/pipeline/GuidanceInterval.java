package dev.easel.pipeline;

/**
 * The part of the denoising, from noise (0) to picture (1), with classifier-free guidance. Before
 * and after it the network predicts for the prompt alone, as if the guidance scale were 1, which
 * halves the time of such a call (Kynkäänniemi et al. 2024, "Applying Guidance in a Limited
 * Interval Improves Sample and Distribution Quality in Diffusion Models").
 *
 * <p>It is measured in the timesteps that the network was trained at. With the samplers' own noise
 * levels that is the share of the steps that are done; with Karras's, of which more are low, it is
 * not. A picture that begins from another one begins in between.
 *
 * @param from 0 to 1
 * @param to {@code from} to 1
 */
public record GuidanceInterval(double from, double to) {
    /** Guidance at every step. */
    public static final GuidanceInterval WHOLE = new GuidanceInterval(0, 1);

    public GuidanceInterval {
        if (!(from >= 0 && from <= to && to <= 1)) {
            throw new IllegalArgumentException(
                    "guidance interval must satisfy 0 <= from <= to <= 1, got %s to %s"
                            .formatted(from, to));
        }
    }

    /**
     * {@return whether there is guidance at a timestep}
     *
     * @param timesteps that the network was trained at, from 0
     */
    boolean contains(double timestep, int timesteps) {
        double done = 1 - timestep / (timesteps - 1);
        return done >= from && done <= to;
    }
}
