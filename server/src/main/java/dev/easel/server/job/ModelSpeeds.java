package dev.easel.server.job;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * How fast models have been on this server's device, by their names. Steps take as long as pixels
 * say, and so do decoding and writing the pictures. Not thread-safe.
 */
final class ModelSpeeds {
    /** How much of what is known the newest step changes. */
    private static final double NEWEST = 0.3;

    private final Map<String, Rate> steps = new HashMap<>();
    private final Map<String, Double> decoding = new HashMap<>();
    private final Map<String, Double> loading = new HashMap<>();

    /**
     * What steps have shown.
     *
     * @param seconds for one step of one pixel
     * @param typical whether it was not a job's first one, which has more in it than a step
     */
    private record Rate(double seconds, boolean typical) {
        Rate then(Rate newest) {
            if (typical && newest.typical()) {
                return new Rate(mixed(seconds, newest.seconds()), true);
            }
            return typical ? this : newest;
        }
    }

    static double mixed(double known, double newest) {
        return (1 - NEWEST) * known + NEWEST * newest;
    }

    /** Learns how long all steps of a job would take, of which one was seen. */
    void sawStep(Task.Summary job, double seconds, boolean typical) {
        steps.merge(job.model(), new Rate(seconds / work(job), typical), Rate::then);
    }

    /** Learns how long it took from a job's last step to its pictures. */
    void sawDecoding(Task.Summary job, double seconds) {
        decoding.put(job.model(), seconds / pixels(job));
    }

    void sawLoading(String model, double seconds) {
        loading.put(model, seconds);
    }

    /** {@return seconds for all steps of a job; absent while its model has made none} */
    OptionalDouble steps(Task.Summary job) {
        var rate = steps.get(job.model());
        return rate == null
                ? OptionalDouble.empty()
                : OptionalDouble.of(rate.seconds() * work(job));
    }

    /** {@return seconds from the last step of a job to its pictures; 0 while that is not known} */
    double decoding(Task.Summary job) {
        return decoding.getOrDefault(job.model(), 0.0) * pixels(job);
    }

    /** {@return seconds in which a model is loaded; 0 while that is not known} */
    double loading(String model) {
        return loading.getOrDefault(model, 0.0);
    }

    private static double work(Task.Summary job) {
        return pixels(job) * Math.max(1, job.steps());
    }

    private static double pixels(Task.Summary job) {
        return (double) job.width() * job.height() * job.number();
    }
}
