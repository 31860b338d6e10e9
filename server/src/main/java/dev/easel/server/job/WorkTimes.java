package dev.easel.server.job;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * How long the work takes, as the steps of the jobs that run show it. A job's first step has more
 * in it than a step, so it counts only until there is a second one. Jobs that run at the same time
 * share the device, so that a step takes the device for a part of its time alone. Thread-safe.
 */
final class WorkTimes {
    /** How much of what is known the newest step changes. */
    private static final double NEWEST = 0.3;

    private static final double NANOS = 1e9;

    private final LongSupplier clock;
    private final Map<UUID, Running> running = new HashMap<>();

    private final Map<String, Rate> rates = new HashMap<>();

    /**
     * Begins with nothing known.
     *
     * @param clock nanoseconds from any time on
     */
    WorkTimes(LongSupplier clock) {
        this.clock = clock;
    }

    /**
     * What a job that runs has shown.
     *
     * @param at the time of the last step
     * @param fraction of the work that was done then
     * @param samples of which {@code pace} is made
     * @param pace seconds for the whole work
     */
    private record Running(ActiveJob job, long at, double fraction, int samples, double pace) {}

    /**
     * What a model has shown.
     *
     * @param seconds of the device for one unit of work
     * @param typical whether they are those of a step that is not a job's first one
     */
    private record Rate(double seconds, boolean typical) {
        Rate then(Rate newest) {
            if (typical && newest.typical()) {
                return new Rate(mixed(seconds, newest.seconds()), true);
            }
            return typical ? this : newest;
        }
    }

    /** Takes note of a step. */
    synchronized void saw(ActiveJob job, JobState.Generating state) {
        long now = clock.getAsLong();
        var last = running.get(job.id());
        if (last == null) {
            running.put(job.id(), new Running(job, now, state.fraction(), 0, 0));
        } else if (state.fraction() > last.fraction()) {
            double seconds = (now - last.at()) / NANOS;
            double whole = seconds / (state.fraction() - last.fraction());
            double pace = last.samples() > 1 ? mixed(last.pace(), whole) : whole;
            running.put(
                    job.id(), new Running(job, now, state.fraction(), last.samples() + 1, pace));
            learn(job, whole / running.size() / work(job), last.samples() > 0);
        }
    }

    private void learn(ActiveJob job, double rate, boolean typical) {
        rates.merge(job.task().summary().model(), new Rate(rate, typical), Rate::then);
    }

    private static double mixed(double known, double newest) {
        return (1 - NEWEST) * known + NEWEST * newest;
    }

    /** {@return pixels times steps of all pictures} */
    private static double work(ActiveJob job) {
        var summary = job.task().summary();
        double pixels = (double) summary.width() * summary.height() * summary.number();
        return pixels * Math.max(1, summary.steps());
    }

    synchronized void ended(UUID job) {
        running.remove(job);
    }

    /** {@return seconds that a job that runs will still take; absent while that is not known} */
    synchronized OptionalDouble left(UUID job) {
        var here = running.get(job);
        if (here == null) {
            return OptionalDouble.empty();
        }
        if (here.samples() == 0) {
            var seconds = ofDevice(here.job(), 1 - here.fraction());
            return seconds.isPresent()
                    ? since(here, seconds.getAsDouble() * running.size())
                    : seconds;
        }
        return since(here, here.pace() * (1 - here.fraction()));
    }

    private OptionalDouble since(Running here, double seconds) {
        return OptionalDouble.of(Math.max(0, seconds - (clock.getAsLong() - here.at()) / NANOS));
    }

    /**
     * {@return seconds until a job that waits is done; absent while that is not known}
     *
     * @param ahead what waits ahead of it
     */
    synchronized OptionalDouble untilDone(ActiveJob job, List<ActiveJob> ahead) {
        double all = 0;
        for (var other : running.values()) {
            all += ofDevice(other.job(), 1 - other.fraction()).orElse(Double.NaN);
        }
        for (var other : ahead) {
            all += ofDevice(other, 1).orElse(Double.NaN);
        }
        all += ofDevice(job, 1).orElse(Double.NaN);
        return Double.isNaN(all) ? OptionalDouble.empty() : OptionalDouble.of(all);
    }

    /** {@return seconds of the device that a part of a job takes} */
    private OptionalDouble ofDevice(ActiveJob job, double fraction) {
        var rate = rates.get(job.task().summary().model());
        return rate == null
                ? OptionalDouble.empty()
                : OptionalDouble.of(rate.seconds() * work(job) * fraction);
    }
}
