package dev.easel.server.job;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A request that is worked on, and what is known of it. Those who watch it see its newest state;
 * the slow ones miss states between, never the last. Thread-safe.
 */
public final class Job {
    private final UUID id;
    private final String owner;
    private final boolean resumable;
    private final Optional<Task<?>> task;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Seen now;
    private volatile boolean cancelled;

    private Job(UUID id, String owner, boolean resumable, Optional<Task<?>> task, JobState state) {
        this.id = id;
        this.owner = owner;
        this.resumable = resumable;
        this.task = task;
        this.now = new Seen(0, state);
    }

    /** {@return a job that waits} */
    static Job waiting(UUID id, String owner, boolean resumable, Task<?> task) {
        return new Job(id, owner, resumable, Optional.of(task), new JobState.Queued());
    }

    /** {@return a job that nobody works on any more} */
    static Job ended(UUID id, String owner, JobState state) {
        return new Job(id, owner, true, Optional.empty(), state);
    }

    /**
     * A state and when it came.
     *
     * @param version grows by 1 with each change
     */
    public record Seen(long version, JobState state) {}

    public UUID id() {
        return id;
    }

    /** {@return the id of the key that it belongs to, empty while no key is asked for} */
    public String owner() {
        return owner;
    }

    /** {@return whether it outlives its client, and this run of the server} */
    public boolean isResumable() {
        return resumable;
    }

    Task<?> task() {
        return task.orElseThrow(() -> new IllegalStateException(this + " has ended"));
    }

    /** {@return the newest state} */
    public Seen now() {
        lock.lock();
        try {
            return now;
        } finally {
            lock.unlock();
        }
    }

    /**
     * {@return the newest state, once it is newer than a version, or after a time}
     *
     * @throws InterruptedException where this thread is to end
     */
    public Seen await(long version, Duration atMost) throws InterruptedException {
        lock.lock();
        try {
            long left = atMost.toNanos();
            while (now.version() <= version && left > 0) {
                left = changed.awaitNanos(left);
            }
            return now;
        } finally {
            lock.unlock();
        }
    }

    /** {@return the last state, once it is there} */
    public JobState awaitEnd() throws InterruptedException {
        lock.lock();
        try {
            while (!now.state().isFinal()) {
                changed.await();
            }
            return now.state();
        } finally {
            lock.unlock();
        }
    }

    /** Takes a new state; what comes after the last one is passed over. */
    void become(JobState state) {
        lock.lock();
        try {
            if (!now.state().isFinal()) {
                now = new Seen(now.version() + 1, state);
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Makes the work end at its next step. */
    void requestEnd() {
        cancelled = true;
    }

    /** {@return whether the work is to end} */
    boolean isToEnd() {
        return cancelled;
    }

    /**
     * Takes note of a step.
     *
     * @throws CancellationException where the work is to end
     */
    void onProgress(double progress) {
        if (cancelled) {
            throw new CancellationException("the job was cancelled");
        }
        become(new JobState.Generating(progress));
    }

    @Override
    public String toString() {
        return "job " + id;
    }
}
