package dev.easel.server.job;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * The threads that compute. They are platform threads, for native scopes belong to a thread, and
 * there are as many as jobs may be in flight: they take the device in turn.
 */
final class Workers {
    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);

    private final JobQueue queue;
    private final JobStore store;
    private final Consumer<Job> ended;
    private final List<Thread> threads;
    private volatile boolean stopping;

    /**
     * Prepares the threads.
     *
     * @param ended told of each job that is not worked on any more
     */
    Workers(int number, JobQueue queue, JobStore store, Consumer<Job> ended) {
        this.queue = queue;
        this.store = store;
        this.ended = ended;
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

    private void work() {
        for (var next = queue.take(); next.isPresent(); next = queue.take()) {
            var job = next.get().job();
            try (var task = next.get().task()) {
                run(job, task);
            } catch (RuntimeException
                    | Error e) { // the database is gone, say: others may have luck
                job.become(Failures.of(job, e));
            } finally {
                ended.accept(job);
            }
        }
    }

    private void run(Job job, Task.Ready task) {
        if (!store.start(job.id())) {
            return; // cancelled a moment ago
        }
        try {
            job.onProgress(0);
            var results = task.make(job::onProgress);
            var cost = job.task().cost();
            if (store.finish(job.id(), cost, kept(job, results))) {
                job.become(new JobState.Done(cost, results));
            }
        } catch (CancellationException e) {
            if (stopping && job.isResumable()) {
                store.putBack(job.id()); // for the next run of the server
            } else {
                store.cancel(job.id());
            }
            job.become(new JobState.Cancelled());
        } catch (RuntimeException | Error e) {
            var failed = Failures.of(job, e);
            store.fail(job.id(), failed.sentence());
            job.become(failed);
        }
    }

    private static Optional<byte[]> kept(Job job, Json results) {
        return job.isResumable() ? Optional.of(results.utf8()) : Optional.empty();
    }
}
