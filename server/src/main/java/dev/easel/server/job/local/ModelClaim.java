package dev.easel.server.job.local;

import dev.easel.server.job.ActiveJob;
import dev.easel.server.job.ActiveJobs;
import dev.easel.server.job.JobQueue;
import dev.easel.server.job.Task;

import java.util.Optional;
import java.util.UUID;

/**
 * What a worker says of the jobs that wait, and the model that it holds for the one that it takes.
 * A job whose model cannot be held is taken too, to fail; the queue and the worker go on. For one
 * thread; close it.
 */
final class ModelClaim implements JobQueue.Worker, AutoCloseable {
    private final ActiveJobs active;
    private Optional<Task.Work> work = Optional.empty();
    private Optional<Throwable> failure = Optional.empty();

    ModelClaim(ActiveJobs active) {
        this.active = active;
    }

    @Override
    public JobQueue.Readiness readiness(JobQueue.Entry entry) {
        try {
            return task(entry.job())
                    .map(Task::readiness)
                    .orElse(JobQueue.Readiness.LOADED); // it has ended: nothing is to be loaded
        } catch (RuntimeException e) {
            return JobQueue.Readiness.POSSIBLE; // the claim will say why
        }
    }

    @Override
    public boolean claim(JobQueue.Entry entry) {
        try {
            var task = task(entry.job());
            work = task.flatMap(Task::claim);
            return task.isEmpty() || work.isPresent();
        } catch (RuntimeException | Error e) {
            failure = Optional.of(e);
            return true;
        }
    }

    private Optional<Task> task(UUID job) {
        return active.find(job).map(ActiveJob::task);
    }

    /** {@return what went wrong with the claim} */
    Optional<Throwable> failure() {
        return failure;
    }

    /** {@return the work of the job that was taken} */
    Task.Work work() {
        return work.orElseThrow();
    }

    @Override
    public void close() {
        work.ifPresent(Task.Work::close);
    }
}
