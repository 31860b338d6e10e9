package dev.easel.server.protocol.a1111;

import dev.easel.server.job.Job;
import dev.easel.server.job.JobState;
import dev.easel.server.job.JobState.Generating;
import dev.easel.server.job.JobState.Queued;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A job that a client waits for, as A1111's programs see it who ask how far it is. Thread-safe. */
final class RunningTask {
    private static final Duration LONG = Duration.ofDays(1);

    private final String id;
    private final Job job;
    private final int pictures;
    private final Instant begun = Instant.now();
    private volatile Optional<Instant> started = Optional.empty();
    private volatile boolean interrupted;
    private volatile boolean skipped;

    /**
     * Begins when its job has been taken on.
     *
     * @param id that the client chose, or its job's
     * @param pictures how many it makes
     */
    RunningTask(String id, Job job, int pictures) {
        this.id = id;
        this.job = job;
        this.pictures = pictures;
    }

    /** {@return the last state of the job, once it is there} */
    JobState awaitEnd() throws InterruptedException {
        var event = job.now();
        while (event.state() instanceof Queued) {
            event = job.await(event.version(), LONG);
        }
        if (event.state() instanceof Generating) {
            started = Optional.of(Instant.now());
        }
        return job.awaitEnd();
    }

    String id() {
        return id;
    }

    Job job() {
        return job;
    }

    int pictures() {
        return pictures;
    }

    Instant begun() {
        return begun;
    }

    JobState state() {
        return job.now().state();
    }

    /** {@return seconds until it is done, as far as its steps so far tell} */
    double secondsLeft() {
        if (!(state() instanceof Generating generating) || generating.fraction() <= 0) {
            return 0;
        }
        double seconds =
                started.map(since -> Duration.between(since, Instant.now()).toMillis() / 1000.0)
                        .orElse(0.0);
        return seconds / generating.fraction() - seconds;
    }

    void markInterrupted() {
        interrupted = true;
    }

    void markSkipped() {
        skipped = true;
    }

    boolean isInterrupted() {
        return interrupted;
    }

    boolean isSkipped() {
        return skipped;
    }
}
