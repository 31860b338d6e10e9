package dev.easel.sampling;

import dev.easel.checkpoint.JsonConfig;

/** What a network was trained to predict. */
public enum Prediction {
    /** The unit noise in its input (Ho et al. 2020). */
    EPSILON,
    /** The velocity: sqrt(a) noise - sqrt(1 - a) clean (Salimans and Ho 2022). */
    V_PREDICTION,
    /** The clean latents themselves (SDXL-Lightning of one step). */
    SAMPLE;

    /**
     * {@return a denoiser around a network that predicts this}
     *
     * @param wholeTimesteps whether the network is asked at the nearest whole timestep alone
     */
    public Denoiser denoiser(
            NoisePredictor network, NoiseSchedule schedule, boolean wholeTimesteps) {
        return new DiscreteDenoiser(network, schedule, this, wholeTimesteps);
    }

    /**
     * {@return the prediction that a {@code scheduler_config.json} names; noise where it is silent,
     * as in diffusers}
     *
     * @throws dev.easel.checkpoint.CheckpointException for any other prediction
     */
    public static Prediction read(JsonConfig scheduler) {
        return switch (scheduler.findString("prediction_type").orElse("epsilon")) {
            case "epsilon" -> EPSILON;
            case "v_prediction" -> V_PREDICTION;
            case "sample" -> SAMPLE;
            default ->
                    throw scheduler.mismatch("prediction_type", "epsilon, v_prediction or sample");
        };
    }
}
