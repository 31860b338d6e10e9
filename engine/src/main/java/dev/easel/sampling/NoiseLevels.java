package dev.easel.sampling;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** How each kind of sampler chooses the noise levels of a run among those of a schedule. */
enum NoiseLevels {
    /** {@code get_sigmas} and {@code get_sigmas_karras} of k-diffusion. */
    K_DIFFUSION(Spacing.LINSPACE, true),
    /** {@code DDIMScheduler} of diffusers; it alone may end above 0. */
    DDIM(Spacing.LEADING, false),
    /** {@code DDPMScheduler} of diffusers. */
    DDPM(Spacing.LEADING, false),
    /** {@code EulerDiscreteScheduler} of diffusers. */
    EULER_DISCRETE(Spacing.LEADING, true),
    /** {@code LCMScheduler} of diffusers. */
    LCM(Spacing.DISTILLED, false),
    /** {@code TCDScheduler} of diffusers, which ends above 0. */
    TCD(Spacing.DISTILLED, false),
    /** Euler's schedulers of diffusers with trailing timesteps. */
    EULER_TRAILING(Spacing.TRAILING, false);

    private static final double RHO = 7;

    private final Spacing spacing;
    private final boolean hasKarras;

    NoiseLevels(Spacing spacing, boolean hasKarras) {
        this.spacing = spacing;
        this.hasKarras = hasKarras;
    }

    /** {@return whether the levels can also be spaced as Karras et al. 2022 do} */
    boolean hasKarras() {
        return hasKarras;
    }

    /**
     * {@return the noise levels of a run}
     *
     * @param karras only where {@link #hasKarras}
     * @throws IllegalArgumentException for more or fewer steps than the schedule can give
     */
    Sigmas sigmas(BetaSchedule schedule, int steps, boolean karras) {
        if (steps < 1 || steps > schedule.timesteps()) {
            throw new IllegalArgumentException(
                    "steps must be between 1 and %d, got %d"
                            .formatted(schedule.timesteps(), steps));
        }
        var spaced = spacing.sigmas(schedule, steps).boxed().toList();
        var values = karras ? karras(schedule, spaced) : spaced;
        var timesteps = values.stream().map(schedule::timestep).toList();
        return new Sigmas(with(values, last(schedule)), timesteps, initialScale(values.getFirst()));
    }

    /** What the last step ends at. */
    private double last(BetaSchedule schedule) {
        return switch (this) {
            case DDIM -> schedule.lastSigmaOfDdim();
            case TCD -> schedule.smallestSigma();
            case K_DIFFUSION, DDPM, EULER_DISCRETE, LCM, EULER_TRAILING -> 0;
        };
    }

    private double initialScale(double largest) {
        return switch (this) {
            case K_DIFFUSION, EULER_TRAILING -> largest;
            case DDIM, DDPM, EULER_DISCRETE, LCM, TCD -> Math.hypot(1, largest);
        };
    }

    /** k-diffusion's go over the whole schedule, diffusers' between the ends of its spacing. */
    private List<Double> karras(BetaSchedule schedule, List<Double> spaced) {
        return switch (this) {
            case K_DIFFUSION ->
                    karras(schedule.largestSigma(), schedule.smallestSigma(), spaced.size());
            case DDIM, DDPM, EULER_DISCRETE, LCM, TCD, EULER_TRAILING ->
                    karras(spaced.getFirst(), spaced.getLast(), spaced.size());
        };
    }

    /** Karras et al. 2022, equation 5. */
    private static List<Double> karras(double largest, double smallest, int steps) {
        double from = Math.pow(largest, 1 / RHO);
        double to = Math.pow(smallest, 1 / RHO);
        return IntStream.range(0, steps)
                .mapToDouble(i -> steps == 1 ? 0 : (double) i / (steps - 1))
                .map(ramp -> Math.pow(from + ramp * (to - from), RHO))
                .boxed()
                .toList();
    }

    private static List<Double> with(List<Double> values, double last) {
        return DoubleStream.concat(
                        values.stream().mapToDouble(Double::doubleValue), DoubleStream.of(last))
                .boxed()
                .toList();
    }
}
