package dev.easel.sampling;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** The ways to choose the noise levels of a run among those of a schedule. */
public enum SigmaSpacing {
    /** Timesteps evenly from the last to 0, then 0: {@code get_sigmas} of k-diffusion. */
    K {
        @Override
        Sigmas space(NoiseSchedule schedule, int steps) {
            float[] timesteps = Linspace.of(schedule.timesteps() - 1, 0, steps);
            return k(
                    schedule,
                    IntStream.range(0, steps).mapToDouble(i -> schedule.sigmaAt(timesteps[i])));
        }
    },
    /** Karras et al. 2022, equation 5, over the whole schedule: {@code get_sigmas_karras}. */
    KARRAS {
        @Override
        Sigmas space(NoiseSchedule schedule, int steps) {
            double most = schedule.largestSigma();
            return k(schedule, karras(most, schedule.smallestSigma(), steps));
        }
    },
    /** Every n-th timestep, then the least sigma of all: {@code DDIMScheduler} of diffusers. */
    DDIM {
        @Override
        Sigmas space(NoiseSchedule schedule, int steps) {
            return diffusers(schedule, leading(schedule, steps), schedule.lastSigmaOfDdim());
        }
    },
    /** Every n-th timestep, then 0: {@code DDPMScheduler} of diffusers. */
    DDPM {
        @Override
        Sigmas space(NoiseSchedule schedule, int steps) {
            return diffusers(schedule, leading(schedule, steps), 0);
        }
    },
    /** Every n-th timestep, then 0: {@code EulerDiscreteScheduler} of diffusers. */
    EULER_DISCRETE {
        @Override
        Sigmas space(NoiseSchedule schedule, int steps) {
            return diffusers(schedule, leading(schedule, steps), 0);
        }
    },
    /** As before, with {@code use_karras_sigmas}: between the largest and least of its sigmas. */
    EULER_DISCRETE_KARRAS {
        @Override
        Sigmas space(NoiseSchedule schedule, int steps) {
            double[] leading = leading(schedule, steps).toArray();
            return diffusers(schedule, karras(leading[0], leading[steps - 1], steps), 0);
        }
    };

    private static final double RHO = 7;

    abstract Sigmas space(NoiseSchedule schedule, int steps);

    /**
     * {@return the noise levels of a run}
     *
     * @param steps at least 1
     * @throws IllegalArgumentException for more or fewer steps than the schedule can give
     */
    public Sigmas sigmas(NoiseSchedule schedule, int steps) {
        if (steps < 1 || steps > schedule.timesteps()) {
            throw new IllegalArgumentException(
                    "steps must be between 1 and %d, got %d"
                            .formatted(schedule.timesteps(), steps));
        }
        return space(schedule, steps);
    }

    private static Sigmas k(NoiseSchedule schedule, DoubleStream sigmas) {
        List<Double> values = sigmas.boxed().toList();
        return sigmas(schedule, values, 0, values.getFirst());
    }

    private static Sigmas diffusers(NoiseSchedule schedule, DoubleStream sigmas, double last) {
        List<Double> values = sigmas.boxed().toList();
        return sigmas(schedule, values, last, Math.hypot(1, values.getFirst()));
    }

    private static Sigmas sigmas(
            NoiseSchedule schedule, List<Double> values, double last, double initialScale) {
        var timesteps = values.stream().map(schedule::timestep).toList();
        var all = DoubleStream.concat(values.stream().mapToDouble(s -> s), DoubleStream.of(last));
        return new Sigmas(all.boxed().toList(), timesteps, initialScale);
    }

    /** The spacing that diffusers calls leading. */
    private static DoubleStream leading(NoiseSchedule schedule, int steps) {
        int stride = schedule.timesteps() / steps;
        int first = (steps - 1) * stride + schedule.stepsOffset();
        if (first >= schedule.timesteps()) {
            throw new IllegalArgumentException(
                    "%d steps begin at timestep %d, but the schedule ends at %d"
                            .formatted(steps, first, schedule.timesteps() - 1));
        }
        return IntStream.range(0, steps).mapToDouble(i -> schedule.sigma(first - i * stride));
    }

    private static DoubleStream karras(double most, double least, int steps) {
        double from = Math.pow(most, 1 / RHO);
        double to = Math.pow(least, 1 / RHO);
        return IntStream.range(0, steps)
                .mapToDouble(i -> steps == 1 ? 0 : (double) i / (steps - 1))
                .map(ramp -> Math.pow(from + ramp * (to - from), RHO));
    }
}
