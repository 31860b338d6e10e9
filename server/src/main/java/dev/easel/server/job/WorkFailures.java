package dev.easel.server.job;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.server.job.JobState.Reason;
import dev.easel.tensor.DeviceMemoryException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says to clients what went wrong during the work; what is not theirs to know goes to the log. */
final class WorkFailures {
    private static final Logger LOG = LoggerFactory.getLogger(WorkFailures.class);

    private WorkFailures() {}

    static JobState.Failed of(ActiveJob job, Throwable e) {
        return switch (e) {
            case IllegalArgumentException wrong ->
                    new JobState.Failed(Reason.INVALID, String.valueOf(wrong.getMessage()));
            case DeviceMemoryException _ -> memory(job, e);
            case OutOfMemoryError _ -> memory(job, e);
            case CheckpointException _ ->
                    logged(
                            job,
                            e,
                            "The model %s cannot be loaded; the server's log says why"
                                    .formatted(job.task().summary().model()));
            default -> logged(job, e, "Something went wrong on the server; its log says what");
        };
    }

    private static JobState.Failed memory(ActiveJob job, Throwable e) {
        return logged(job, e, "There is not enough memory for this; a smaller picture needs less");
    }

    private static JobState.Failed logged(ActiveJob job, Throwable e, String sentence) {
        LOG.error("{} failed", job, e);
        return new JobState.Failed(Reason.INTERNAL, sentence);
    }
}
