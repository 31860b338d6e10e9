package dev.easel.server.job;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * How long the work takes, as the jobs that run show it. A job's first step has more in it than a
 * step, so it counts only until there is a second one. Jobs that run at the same time share the
 * device, so that a step takes the device for a part of its time alone. Thread-safe.
 */
final class WorkTimes {
    private static final double NANOS = 1e9;

    private final LongSupplier clock;
    private final ModelSpeeds speeds = new ModelSpeeds();
    private final Map<UUID, Running> running = new HashMap<>();

    /** Since when models are being loaded. */
    private final Map<String, Long> loading = new HashMap<>();

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
     * @param at the time of the last step, or of its begin
     * @param fraction of the steps that was made then
     * @param samples of which {@code pace} is made
     * @param pace seconds for all steps
     */
    private record Running(ActiveJob job, long at, double fraction, int samples, double pace) {
        Task.Summary summary() {
            return job.task().summary();
        }

        String model() {
            return summary().model();
        }

        Running after(long now, double newFraction, double newPace) {
            return new Running(job, now, newFraction, samples + 1, newPace);
        }
    }

    /** Takes note of a step. */
    synchronized void saw(ActiveJob job, JobState.Generating state) {
        long now = clock.getAsLong();
        var last = running.get(job.id());
        if (last == null) {
            running.put(job.id(), new Running(job, now, state.fraction(), 0, 0));
        } else if (state.fraction() > last.fraction()) {
            double whole = secondsSince(last.at()) / (state.fraction() - last.fraction());
            double pace = last.samples() > 1 ? ModelSpeeds.mixed(last.pace(), whole) : whole;
            speeds.sawStep(last.summary(), whole / running.size(), last.samples() > 0);
            running.put(job.id(), last.after(now, state.fraction(), pace));
        }
    }

    /** Takes note that a job's pictures are there. */
    synchronized void done(ActiveJob job) {
        var last = running.get(job.id());
        if (last != null && last.samples() > 0) {
            speeds.sawDecoding(last.summary(), secondsSince(last.at()) / running.size());
        }
    }

    /** Takes note that a job waits for its model, which it or another loads. */
    synchronized void loads(ActiveJob job) {
        loading.putIfAbsent(job.task().summary().model(), clock.getAsLong());
    }

    /** Takes note that a job's model is loaded: now its work begins. */
    synchronized void loaded(ActiveJob job) {
        String model = job.task().summary().model();
        var since = loading.remove(model);
        if (since != null) {
            speeds.sawLoading(model, secondsSince(since));
        }
        running.computeIfPresent(
                job.id(), (_, begun) -> new Running(job, clock.getAsLong(), 0, 0, 0));
    }

    /** Forgets a job; what it has shown of its model stays known. */
    synchronized void ended(UUID job) {
        var last = running.remove(job);
        if (last != null && last.samples() == 0) {
            loading.remove(last.model()); // it could not be loaded
        }
    }

    /** {@return seconds that a job that runs will still take; absent while that is not known} */
    synchronized OptionalDouble left(UUID job) {
        var here = running.get(job);
        if (here == null) {
            return OptionalDouble.empty();
        }
        var summary = here.summary();
        double all = here.samples() == 0 ? steps(summary) * running.size() : here.pace();
        double work = all * (1 - here.fraction()) + speeds.decoding(summary) * running.size();
        return known(loadingLeft(here.model()) + sinceStep(here, work));
    }

    /** {@return what is left of seconds that were left at a job's last step} */
    private double sinceStep(Running here, double seconds) {
        return loading.containsKey(here.model())
                ? seconds
                : Math.max(0, seconds - secondsSince(here.at()));
    }

    /**
     * {@return seconds until a job that waits is done; absent while that is not known}
     *
     * @param ahead what waits ahead of it
     */
    synchronized OptionalDouble untilDone(ActiveJob job, List<ActiveJob> ahead) {
        double all = loading.keySet().stream().mapToDouble(this::loadingLeft).sum();
        for (var other : running.values()) {
            var summary = other.summary();
            double work = steps(summary) * (1 - other.fraction()) + speeds.decoding(summary);
            all += sinceStep(other, work * running.size()) / running.size();
        }
        var toLoad = new HashSet<String>();
        for (var other : ahead) {
            all += whole(other.task(), toLoad);
        }
        return known(all + whole(job.task(), toLoad));
    }

    /**
     * {@return seconds of the device for a task that has not begun}
     *
     * @param toLoad the models that tasks ahead of it load, to which it adds its own
     */
    private double whole(Task task, Set<String> toLoad) {
        var summary = task.summary();
        boolean loads =
                task.readiness() != JobQueue.Readiness.LOADED && toLoad.add(summary.model());
        return (loads ? speeds.loading(summary.model()) : 0)
                + steps(summary)
                + speeds.decoding(summary);
    }

    private double loadingLeft(String model) {
        var since = loading.get(model);
        return since == null ? 0 : Math.max(0, speeds.loading(model) - secondsSince(since));
    }

    /** {@return seconds of the device for all steps; not a number while that is not known} */
    private double steps(Task.Summary job) {
        return speeds.steps(job).orElse(Double.NaN);
    }

    private static OptionalDouble known(double seconds) {
        return Double.isNaN(seconds) ? OptionalDouble.empty() : OptionalDouble.of(seconds);
    }

    private double secondsSince(long time) {
        return (clock.getAsLong() - time) / NANOS;
    }
}
