package dev.easel.sampling;

import java.util.List;

/**
 * The noise levels of a run.
 *
 * @param values falling: where each step begins, and where the last one ends
 * @param timesteps of each step's beginning, one fewer than {@code values}; may be fractional
 * @param initialScale what unit noise is multiplied by to begin without a picture
 */
public record Sigmas(List<Double> values, List<Double> timesteps, double initialScale) {
    public Sigmas {
        values = List.copyOf(values);
        timesteps = List.copyOf(timesteps);
        if (timesteps.isEmpty() || values.size() != timesteps.size() + 1) {
            throw new IllegalArgumentException(
                    "a run needs a sigma for every step and a last one, got %d for %d steps"
                            .formatted(values.size(), timesteps.size()));
        }
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
                initialScale);
    }
}
