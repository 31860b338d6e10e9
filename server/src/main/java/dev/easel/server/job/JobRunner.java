package dev.easel.server.job;

import org.springframework.stereotype.Component;

import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * Carries out a job: it is stored as begun, made, stored as ended and told to those who watch it.
 * Whatever happens meanwhile, here or in the store, a job that was begun ends for its watchers too.
 */
@Component
public final class JobRunner {
    private final JobStore store;
    private final ActiveJobs active;
    private final PictureStore pictures;

    JobRunner(JobStore store, ActiveJobs active, PictureStore pictures) {
        this.store = store;
        this.active = active;
        this.pictures = pictures;
    }

    /**
     * Carries out a job to its end.
     *
     * @param work of the job, claimed
     * @param stopping whether this server is about to end; a resumable job then waits for the next
     */
    public void run(ActiveJob job, Task.Work work, BooleanSupplier stopping) {
        long start = System.nanoTime();
        JobState last;
        try {
            last = lastState(job, work, stopping);
        } catch (RuntimeException | Error e) { // the database is gone, say: others may have luck
            last = WorkFailures.of(job, e);
        }
        active.publish(job, last);
        if (last.isFinal()) {
            JobLog.ended(job, last, (System.nanoTime() - start) / 1e9);
        }
    }

    /** Ends a job that cannot even be begun. */
    public void fail(ActiveJob job, Throwable why) {
        var failed = WorkFailures.of(job, why);
        try {
            store.fail(job.id(), failed);
        } finally {
            active.publish(job, failed);
            JobLog.ended(job, failed, 0);
        }
    }

    private JobState lastState(ActiveJob job, Task.Work work, BooleanSupplier stopping) {
        if (!store.start(job.id())) {
            return changedByOthers(job);
        }
        try {
            report(job, beginning(job));
            return made(job, work);
        } catch (CancellationException e) {
            if (stopping.getAsBoolean() && job.isResumable()) {
                store.putBack(job.id()); // for the next run of the server
                return new JobState.Queued();
            }
            store.cancel(job.id());
            return new JobState.Cancelled();
        } catch (RuntimeException | Error e) {
            var failed = WorkFailures.of(job, e);
            store.fail(job.id(), failed);
            return failed;
        }
    }

    private JobState made(ActiveJob job, Task.Work work) {
        if (!work.isReady()) {
            load(job, work);
        }
        var files = work.make(state -> report(job, state));
        var references = pictures.put(job.id(), files, job.isResumable());
        var cost = job.task().cost();
        return store.finish(job.id(), cost)
                ? new JobState.Done(cost, references)
                : changedByOthers(job);
    }

    private void load(ActiveJob job, Task.Work work) {
        active.times().loads(job);
        work.load();
        active.times().loaded(job);
        report(job, beginning(job)); // it may have been cancelled meanwhile
    }

    private static JobState.Generating beginning(ActiveJob job) {
        return new JobState.Generating(0, 0, job.task().summary().steps());
    }

    private void report(ActiveJob job, JobState.Generating state) {
        if (!active.publish(job, state)) {
            throw new CancellationException("the job was cancelled");
        }
    }

    /** Somebody else has ended the job in the store, or deleted it: here it ends as well. */
    private JobState changedByOthers(ActiveJob job) {
        var stored = store.find(job.id());
        if (stored.filter(s -> s.state() == StoredJob.State.DONE).isEmpty()) {
            pictures.delete(job.id());
        }
        return stored.map(s ->
                        StoredStates.last(
                                s,
                                pictures.of(job.id()),
                                "Another server has taken the job; ask for it again"))
                .orElseGet(JobState.Cancelled::new);
    }
}
