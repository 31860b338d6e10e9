package dev.easel.server.protocol.a1111;

import dev.easel.server.error.ApiException;
import dev.easel.server.job.Job;
import dev.easel.server.job.JobState;
import dev.easel.server.job.PictureRef;
import dev.easel.server.submission.JobErrors;

import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Optional;

/** Waits for jobs, while others may ask how far they are. */
@Component
final class TaskRunner {
    private final RunningTasks tasks;

    TaskRunner(RunningTasks tasks) {
        this.tasks = tasks;
    }

    /**
     * What is waited for.
     *
     * @param id that the client chose
     * @param pictures how many it makes
     */
    record Wanted(String owner, Optional<String> id, int pictures) {}

    /**
     * {@return the pictures of a job; none where somebody took it back}
     *
     * @throws ApiException 422, 503 or 500 where it fails
     */
    List<PictureRef> pictures(Job job, Wanted wanted) throws InterruptedException {
        var task =
                new RunningTask(
                        wanted.id().orElseGet(() -> "task(" + job.id() + ")"),
                        job,
                        wanted.pictures());
        tasks.begin(wanted.owner(), task);
        try {
            return switch (task.awaitEnd()) {
                case JobState.Done done -> done.pictures();
                case JobState.Failed failed -> throw failure(failed);
                case JobState.Cancelled _, JobState.Queued _, JobState.Generating _ -> List.of();
            };
        } finally {
            tasks.end(wanted.owner(), task);
        }
    }

    private static ApiException failure(JobState.Failed failed) {
        return failed.reason() == JobState.Reason.INVALID
                ? ApiException.of(Refusals.UNPROCESSABLE, failed.sentence())
                : JobErrors.of(failed);
    }
}
