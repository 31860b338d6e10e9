package dev.easel.sampling;

import java.util.List;
import java.util.stream.Stream;

/**
 * The noise levels of a run.
 *
 * @param values falling: where each step begins, and where the last one ends
 * @param timesteps of each step's beginning, one fewer than {@code values}; may be fractional
 * @param downs for {@link Samplers#TCD}, how far down each step goes, as many as {@code timesteps}:
 *     fresh noise brings it up again to where the next one begins
 * @param initialScale what unit noise is multiplied by to begin without a picture
 */
public record Sigmas(
        List<Double> values, List<Double> timesteps, List<Double> downs, double initialScale) {
    public Sigmas {
        values = List.copyOf(values);
        timesteps = List.copyOf(timesteps);
        downs = List.copyOf(downs);
        if (timesteps.isEmpty()
                || values.size() != timesteps.size() + 1
                || downs.size() != timesteps.size()) {
            throw new IllegalArgumentException(
                    "a run needs a sigma for every step and a last one, got %d for %d steps"
                            .formatted(values.size(), timesteps.size()));
        }
    }

    /** Noise levels of which each step goes down to where the next one begins. */
    Sigmas(List<Double> values, List<Double> timesteps, double initialScale) {
        this(values, timesteps, values.subList(1, values.size()), initialScale);
    }

    /**
     * {@return the same with noise in each step: one that ends at timestep t goes down to {@code
     * floor((1 - eta) t)} first} Source: {@code TCDScheduler.step} of diffusers, which computes in
     * float32.
     *
     * @param eta 0 to 1, gamma in Zheng et al. 2024; at 0 there is no noise
     */
    public Sigmas withEta(double eta, NoiseSchedule schedule) {
        if (eta == 0) {
            return this;
        }
        var lower =
                Stream.concat(timesteps.stream().skip(1), Stream.of(0.0))
                        .map(end -> (int) Math.floor((float) (1 - eta) * end.floatValue()));
        return switch (schedule) {
            case BetaSchedule betas ->
                    new Sigmas(values, timesteps, lower.map(betas::sigma).toList(), initialScale);
        };
    }

    /** {@return the number of steps} */
    public int steps() {
        return timesteps.size();
    }

    /** {@return where step {@code i} begins; for {@code i == steps()}, where the last one ends} */
    public double at(int i) {
        return values.get(i);
    }

    /**
     * {@return what the latents after the last step are divided by} Where the last sigma is not 0,
     * diffusers' latents have the variance of the picture and this rest of noise brought back to 1.
     */
    public double finalScale() {
        double last = values.getLast();
        return Math.sqrt(1 + last * last);
    }

    /**
     * {@return the last {@code kept} steps, to begin from a picture: its latents + at(0) * noise}
     *
     * @throws IllegalArgumentException unless 1 to {@link #steps()} are kept
     */
    public Sigmas tail(int kept) {
        if (kept < 1 || kept > steps()) {
            throw new IllegalArgumentException(
                    "steps to keep must be between 1 and %d, got %d".formatted(steps(), kept));
        }
        int dropped = steps() - kept;
        return new Sigmas(
                values.subList(dropped, values.size()),
                timesteps.subList(dropped, steps()),
                downs.subList(dropped, steps()),
                initialScale);
    }
}
