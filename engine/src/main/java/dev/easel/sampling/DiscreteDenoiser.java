package dev.easel.sampling;

import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

/**
 * A {@link Denoiser} around a network that predicts noise, velocity or the clean latents at the
 * timesteps of a schedule. Source: {@code CompVisDenoiser} and {@code CompVisVDenoiser} of
 * k-diffusion. All tensors but the result are freed on return.
 */
final class DiscreteDenoiser implements Denoiser {
    private final NoisePredictor predictor;
    private final NoiseSchedule schedule;
    private final Prediction prediction;
    private final boolean quantize;

    /**
     * Wraps a network.
     *
     * @param quantize whether the network is asked at the nearest whole timestep alone
     */
    DiscreteDenoiser(
            NoisePredictor predictor,
            NoiseSchedule schedule,
            Prediction prediction,
            boolean quantize) {
        this.predictor = predictor;
        this.schedule = schedule;
        this.prediction = prediction;
        this.quantize = quantize;
    }

    @Override
    public Tensor denoise(Tensor x, double sigma) {
        return TensorScope.returning(() -> {
            double scale = Math.sqrt(1 + sigma * sigma);
            double timestep = quantize ? schedule.nearestTimestep(sigma) : schedule.timestep(sigma);
            Tensor output = predictor.predict(x.div(scale), timestep);
            return switch (prediction) {
                case EPSILON -> x.sub(output.mul(sigma));
                case V_PREDICTION -> x.div(scale * scale).sub(output.mul(sigma / scale));
                case SAMPLE -> output;
            };
        });
    }
}
