package dev.easel.server.job.local;

import dev.easel.server.job.ActiveJob;
import dev.easel.server.job.ActiveJobs;
import dev.easel.server.job.JobQueue;
import dev.easel.server.job.JobRunner;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * The threads that compute. They are platform threads, for native scopes belong to a thread, and
 * there are as many as jobs may be in flight: they take the device in turn.
 */
final class Workers {
    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);
    private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

    private final JobQueue queue;
    private final ActiveJobs active;
    private final JobRunner runner;
    private final List<Thread> threads;
    private volatile boolean stopping;

    /** Prepares the threads, of which there are {@code number}. */
    Workers(int number, JobQueue queue, ActiveJobs active, JobRunner runner) {
        this.queue = queue;
        this.active = active;
        this.runner = runner;
        this.threads =
                IntStream.rangeClosed(1, number)
                        .mapToObj(i -> Thread.ofPlatform().daemon().name("easel-worker-" + i))
                        .map(builder -> builder.unstarted(this::work))
                        .toList();
    }

    void start() {
        threads.forEach(Thread::start);
    }

    /** Takes no further job; resumable ones that are ended from now on go back to the queue. */
    void takeNoMore() {
        stopping = true;
        queue.close();
    }

    /** Waits until each has ended the step that it is at. */
    void await(Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        for (var thread : threads) {
            join(thread, Duration.ofNanos(Math.max(1, end - System.nanoTime())));
        }
    }

    private static void join(Thread thread, Duration atMost) {
        try {
            if (thread.isAlive() && !thread.join(atMost)) {
                LOG.warn("{} is still at work", thread.getName());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whatever goes wrong with one job, the thread goes on with the next. */
    private void work() {
        boolean open = true;
        while (open) {
            try {
                open = takeOne();
            } catch (RuntimeException | Error e) {
                LOG.error("A worker could not take or end a job", e);
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private boolean takeOne() {
        var claim = new ModelClaim(active);
        var id = queue.take(claim);
        try (claim) {
            id.flatMap(active::find).ifPresent(job -> run(job, claim));
        } finally {
            queue.reconsider();
        }
        return id.isPresent();
    }

    private void run(ActiveJob job, ModelClaim claim) {
        try {
            var failure = claim.failure();
            if (failure.isPresent()) {
                runner.fail(job, failure.get());
            } else {
                runner.run(job, claim.work(), () -> stopping);
            }
        } finally {
            active.end(job);
        }
    }
}
