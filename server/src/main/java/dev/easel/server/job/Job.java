package dev.easel.server.job;

import java.time.Duration;
import java.util.UUID;

/**
 * A job as those see it who asked for it. Close it: the pictures of a job that is not resumable go
 * when nobody looks at it any more. Thread-safe.
 */
public final class Job implements AutoCloseable {
    private final UUID id;
    private final boolean resumable;
    private final JobEvents.Watch watch;
    private final Runnable closed;

    Job(UUID id, boolean resumable, JobEvents.Watch watch, Runnable closed) {
        this.id = id;
        this.resumable = resumable;
        this.watch = watch;
        this.closed = closed;
    }

    public UUID id() {
        return id;
    }

    /** {@return whether it outlives its client, and this run of the server} */
    public boolean isResumable() {
        return resumable;
    }

    /** {@return the newest state} */
    public JobEvents.Event now() {
        return watch.now();
    }

    /**
     * {@return the newest state, once it is newer than a version, or after a time}
     *
     * @throws InterruptedException where this thread is to end
     */
    public JobEvents.Event await(long version, Duration atMost) throws InterruptedException {
        return watch.await(version, atMost);
    }

    /**
     * {@return the last state, once it is there}
     *
     * @throws InterruptedException where this thread is to end
     */
    public JobState awaitEnd() throws InterruptedException {
        var event = now();
        while (!event.state().isFinal()) {
            event = awaitEnd(Duration.ofDays(1));
        }
        return event.state();
    }

    /**
     * {@return the last state, once it is there, or after a time the newest}
     *
     * @throws InterruptedException where this thread is to end
     */
    public JobEvents.Event awaitEnd(Duration atMost) throws InterruptedException {
        return watch.awaitEnd(atMost);
    }

    /** Ends the view; may be called once. */
    @Override
    public void close() {
        watch.close();
        closed.run();
    }

    @Override
    public String toString() {
        return "job " + id;
    }
}
