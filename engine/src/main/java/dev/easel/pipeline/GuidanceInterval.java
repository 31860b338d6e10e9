package dev.easel.pipeline;

/**
 * The part of a picture's way from noise (0) to picture (1) in which the negative prompt leads.
 * Before and after it the network is asked for the prompt alone, as if the guidance scale were 1,
 * which halves the time of such a call (Kynkäänniemi et al. 2024, "Applying Guidance in a Limited
 * Interval Improves Sample and Distribution Quality in Diffusion Models").
 *
 * <p>The way is measured in the timesteps that the network was trained at. With the samplers' own
 * noise levels it is the share of the steps that are done; with Karras's, of which more are low, it
 * is not. A picture that begins from another one begins on the way.
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
                    "guidance interval must begin at 0 or later, and end there or later and at 1 at"
                            + " most, got %s to %s".formatted(from, to));
        }
    }

    /**
     * {@return whether there is guidance at a timestep}
     *
     * @param timesteps that the network was trained at, from 0
     */
    boolean contains(double timestep, int timesteps) {
        double way = 1 - timestep / (timesteps - 1);
        return way >= from && way <= to;
    }
}
