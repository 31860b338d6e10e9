package dev.easel.sampling;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** How the noise levels of a run are spaced between the largest and the smallest. */
public enum SigmaSpacing {
    /** The sampler's own way. */
    DEFAULT,
    /** Karras et al. 2022, equation 5, with rho 7 (k-diffusion's {@code get_sigmas_karras}). */
    KARRAS,
    /** Evenly in log sigma (k-diffusion's {@code get_sigmas_exponential}). */
    EXPONENTIAL;

    private static final double RHO = 7;

    /**
     * {@return the falling noise levels at which the steps begin}
     *
     * @param own the sampler's own ones, one for each step
     * @param largest sigma
     * @param smallest sigma
     */
    List<Double> between(double largest, double smallest, List<Double> own) {
        return switch (this) {
            case DEFAULT -> own;
            case KARRAS -> {
                double from = Math.pow(largest, 1 / RHO);
                double to = Math.pow(smallest, 1 / RHO);
                yield ramp(own.size())
                        .mapToObj(ramp -> Math.pow(from + ramp * (to - from), RHO))
                        .toList();
            }
            case EXPONENTIAL -> {
                double from = Math.log(largest);
                double to = Math.log(smallest);
                yield ramp(own.size())
                        .mapToObj(ramp -> Math.exp(from + ramp * (to - from)))
                        .toList();
            }
        };
    }

    /** From 0 to 1; 0 for a single step. */
    private static DoubleStream ramp(int steps) {
        return IntStream.range(0, steps)
                .mapToDouble(i -> steps == 1 ? 0 : (double) i / (steps - 1));
    }
}
