package dev.easel.sampling;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** The timesteps at which the steps of a run begin (diffusers' {@code timestep_spacing}). */
enum Spacing {
    /** Every n-th timestep from {@code steps_offset} on, so that the last one is not reached. */
    LEADING {
        @Override
        DoubleStream sigmas(BetaSchedule schedule, int steps) {
            int stride = schedule.timesteps() / steps;
            int first = (steps - 1) * stride + schedule.stepsOffset();
            if (first >= schedule.timesteps()) {
                throw new IllegalArgumentException(
                        "%d steps begin at timestep %d, but the schedule ends at %d"
                                .formatted(steps, first, schedule.timesteps() - 1));
            }
            return IntStream.range(0, steps).mapToDouble(i -> schedule.sigma(first - i * stride));
        }
    },
    /** Evenly from the last timestep to 0, both included, with fractional timesteps between. */
    LINSPACE {
        @Override
        DoubleStream sigmas(BetaSchedule schedule, int steps) {
            float[] timesteps = Linspace.of(schedule.timesteps() - 1, 0, steps);
            return IntStream.range(0, steps).mapToDouble(i -> schedule.sigmaAt(timesteps[i]));
        }
    },
    /** Evenly from the last timestep down, which is the first step's; 0 is not reached. */
    TRAILING {
        @Override
        DoubleStream sigmas(BetaSchedule schedule, int steps) {
            double all = schedule.timesteps();
            return IntStream.range(0, steps)
                    .mapToDouble(i -> schedule.sigma((int) Math.rint(all - i * all / steps) - 1));
        }
    },
    /**
     * Evenly among the 50 timesteps that consistency models are distilled at ({@code LCMScheduler}
     * and {@code TCDScheduler} of diffusers), or among as many as there are steps.
     */
    DISTILLED {
        @Override
        DoubleStream sigmas(BetaSchedule schedule, int steps) {
            int distilled = Math.min(Math.max(DISTILLED_STEPS, steps), schedule.timesteps());
            int stride = schedule.timesteps() / distilled;
            return IntStream.range(0, steps)
                    .map(i -> (distilled - i * distilled / steps) * stride - 1)
                    .mapToDouble(schedule::sigma);
        }
    };

    private static final int DISTILLED_STEPS = 50;

    /**
     * {@return the sigmas of the timesteps, falling}
     *
     * @param steps 1 to the schedule's timesteps
     * @throws IllegalArgumentException where a timestep lies beyond the schedule
     */
    abstract DoubleStream sigmas(BetaSchedule schedule, int steps);
}
