package dev.easel.server.job;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Locale;

/** One line in the log for each job that ends, as {@code name=value} for machines to read. */
final class JobLog {
    private static final Logger LOG = LoggerFactory.getLogger("dev.easel.Jobs");

    private JobLog() {}

    /**
     * Writes the line of a job.
     *
     * @param seconds of work
     */
    static void ended(ActiveJob job, JobState state, double seconds) {
        LOG.info("{}", line(job, state, seconds));
    }

    static String line(ActiveJob job, JobState state, double seconds) {
        var summary = job.task().summary();
        return String.join(
                        " ",
                        "job=%s user=%s key=%s protocol=%s model=%s size=%dx%d steps=%d number=%d",
                        "seconds=%s status=%s cost=%s")
                .formatted(
                        job.id(),
                        orDash(job.user()),
                        orDash(job.owner()),
                        summary.protocol(),
                        quoted(summary.model()),
                        summary.width(),
                        summary.height(),
                        summary.steps(),
                        summary.number(),
                        String.format(Locale.ROOT, "%.2f", seconds),
                        state.getClass().getSimpleName().toLowerCase(Locale.ROOT),
                        state instanceof JobState.Done done ? done.cost() : "-");
    }

    private static String orDash(String text) {
        return text.isEmpty() ? "-" : quoted(text);
    }

    private static String quoted(String text) {
        String printable = text.replaceAll("[\\p{C}\"]", "?");
        return printable.contains(" ") ? '"' + printable + '"' : printable;
    }
}
