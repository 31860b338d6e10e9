package dev.easel.sampling;

import dev.easel.checkpoint.JsonConfig;

/**
 * The noise levels that a network was trained at, and the timesteps that belong to them. Timesteps
 * count from 0; a larger one has a larger sigma. Immutable.
 */
public sealed interface NoiseSchedule permits BetaSchedule {
    /**
     * {@return the schedule of a {@code scheduler_config.json}} The scheduler's class and its
     * {@code timestep_spacing} are not read: each sampler brings its own spacing, see {@link
     * Samplers}.
     *
     * @throws dev.easel.checkpoint.CheckpointException where a setting is missing or not supported
     */
    static NoiseSchedule read(JsonConfig scheduler) {
        return BetaSchedule.read(scheduler);
    }

    /** {@return the number of timesteps} */
    int timesteps();

    /** {@return the sigma of timestep 0} */
    double smallestSigma();

    /** {@return the sigma of the last timestep} */
    double largestSigma();

    /**
     * {@return the sigma of a timestep, interpolated in log sigma between two whole ones}
     *
     * @param timestep 0 to {@link #timesteps()} - 1; may be fractional
     */
    double sigmaAt(double timestep);

    /**
     * {@return the timestep of a sigma, interpolated in log sigma: 0 to {@link #timesteps()} - 1,
     * whole for the sigma of a whole timestep}
     */
    double timestep(double sigma);

    /**
     * {@return the whole timestep whose log sigma is nearest, the lower one of two equally near}
     */
    int nearestTimestep(double sigma);
}
