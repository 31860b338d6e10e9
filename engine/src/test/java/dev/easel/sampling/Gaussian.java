package dev.easel.sampling;

import dev.easel.tensor.Tensor;

/**
 * The best denoiser of data that are normally distributed, known in closed form; and the network
 * that would predict the same.
 *
 * @param mean of the data
 * @param deviation of the data
 */
record Gaussian(Tensor mean, double deviation) implements Denoiser {
    @Override
    public Tensor denoise(Tensor x, double sigma) {
        double data = deviation * deviation;
        double noise = sigma * sigma;
        return x.mul(data).add(mean.mul(noise)).div(data + noise);
    }

    /** {@return a network that predicts what this denoiser would say} */
    NoisePredictor predictor(NoiseSchedule schedule, Prediction prediction) {
        return (scaled, timestep) -> {
            double sigma = schedule.sigmaAt(timestep);
            double scale = Math.sqrt(1 + sigma * sigma);
            Tensor x = scaled.mul(scale);
            Tensor clean = denoise(x, sigma);
            Tensor noise = x.sub(clean).div(sigma);
            return switch (prediction) {
                case EPSILON -> noise;
                case V_PREDICTION -> noise.sub(clean.mul(sigma)).div(scale);
                case SAMPLE -> clean;
            };
        };
    }

    /** {@return where every path through {@code x} leads that no noise is added on} */
    Tensor follow(Tensor x, double from, double to) {
        double data = deviation * deviation;
        double ratio = Math.sqrt((data + to * to) / (data + from * from));
        return x.sub(mean).mul(ratio).add(mean);
    }
}
