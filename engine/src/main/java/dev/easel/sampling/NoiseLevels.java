package dev.easel.sampling;

import java.util.List;
import java.util.stream.DoubleStream;

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

    private final Spacing spacing;
    private final boolean hasOtherSpacings;

    NoiseLevels(Spacing spacing, boolean hasOtherSpacings) {
        this.spacing = spacing;
        this.hasOtherSpacings = hasOtherSpacings;
    }

    /** {@return whether the levels can be spaced in this way} */
    boolean has(SigmaSpacing chosen) {
        return hasOtherSpacings || chosen == SigmaSpacing.DEFAULT;
    }

    /**
     * {@return the noise levels of a run}
     *
     * @param chosen one that {@link #has} names
     * @throws IllegalArgumentException for more or fewer steps than the schedule can give
     */
    Sigmas sigmas(BetaSchedule schedule, int steps, SigmaSpacing chosen) {
        if (steps < 1 || steps > schedule.timesteps()) {
            throw new IllegalArgumentException(
                    "steps must be between 1 and %d, got %d"
                            .formatted(schedule.timesteps(), steps));
        }
        var own = spacing.sigmas(schedule, steps).boxed().toList();
        var values = spaced(schedule, own, chosen);
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
    private List<Double> spaced(BetaSchedule schedule, List<Double> own, SigmaSpacing chosen) {
        return switch (this) {
            case K_DIFFUSION ->
                    chosen.between(schedule.largestSigma(), schedule.smallestSigma(), own);
            case DDIM, DDPM, EULER_DISCRETE, LCM, TCD, EULER_TRAILING ->
                    chosen.between(own.getFirst(), own.getLast(), own);
        };
    }

    private static List<Double> with(List<Double> values, double last) {
        return DoubleStream.concat(
                        values.stream().mapToDouble(Double::doubleValue), DoubleStream.of(last))
                .boxed()
                .toList();
    }
}
