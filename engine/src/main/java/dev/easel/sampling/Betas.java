package dev.easel.sampling;

import dev.easel.checkpoint.JsonConfig;

import java.util.List;

/**
 * The variance of the noise that each training timestep adds, in float32 as diffusers computes it
 * ({@code DDIMScheduler} and all the others).
 */
final class Betas {
    private Betas() {}

    static float[] read(JsonConfig scheduler) {
        int count = scheduler.findInteger("num_train_timesteps").orElse(1000);
        if (count < 2) {
            throw scheduler.mismatch("num_train_timesteps", "at least 2");
        }
        var trained = scheduler.findNumbers("trained_betas");
        if (trained.isPresent()) {
            return trained(scheduler, trained.get(), count);
        }
        double start = fraction(scheduler, "beta_start");
        double end = fraction(scheduler, "beta_end");
        return switch (scheduler.string("beta_schedule")) {
            case "linear" -> Linspace.of((float) start, (float) end, count);
            case "scaled_linear" -> scaledLinear(start, end, count);
            default -> throw scheduler.mismatch("beta_schedule", "scaled_linear or linear");
        };
    }

    private static float[] scaledLinear(double start, double end, int count) {
        float[] betas = Linspace.of((float) Math.sqrt(start), (float) Math.sqrt(end), count);
        for (int i = 0; i < count; i++) {
            betas[i] *= betas[i];
        }
        return betas;
    }

    private static float[] trained(JsonConfig scheduler, List<Double> values, int count) {
        if (values.size() != count || !values.stream().allMatch(Betas::isFraction)) {
            throw scheduler.mismatch("trained_betas", count + " numbers between 0 and 1");
        }
        float[] betas = new float[count];
        for (int i = 0; i < count; i++) {
            betas[i] = values.get(i).floatValue();
        }
        return betas;
    }

    private static double fraction(JsonConfig scheduler, String key) {
        double value = scheduler.number(key);
        if (!isFraction(value)) {
            throw scheduler.mismatch(key, "a number between 0 and 1");
        }
        return value;
    }

    private static boolean isFraction(double value) {
        return value > 0 && value < 1;
    }
}
