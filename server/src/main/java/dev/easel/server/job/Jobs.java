package dev.easel.server.job;

import dev.easel.server.job.JobRefusedException.Reason;
import dev.easel.server.job.JobStore.NewJob;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * All that is to be known of jobs: taken on here, found again, taken back, deleted.
 *
 * <p>A job is stored before it is worked on. Those that are worked on, or wait, are in memory too;
 * of those that have ended the stores alone know.
 */
@Component
public final class Jobs {
    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);

    private final JobStore store;
    private final JobQueue queue;
    private final ActiveJobs active;
    private final PictureStore pictures;
    private final TaskReader reader;
    private volatile boolean open;

    Jobs(
            JobStore store,
            JobQueue queue,
            ActiveJobs active,
            PictureStore pictures,
            TaskReader reader) {
        this.store = store;
        this.queue = queue;
        this.active = active;
        this.pictures = pictures;
        this.reader = reader;
    }

    /**
     * {@return the job for an order: a new one, or that of the same idempotency key; close it}
     *
     * @throws JobRefusedException where the queue is full, or the idempotency key stands for
     *     another request
     * @throws RuntimeException where the user's plan does not allow it
     */
    public Job submit(JobOrder order, Task task) {
        requireOpen();
        var job = new ActiveJob(UUID.randomUUID(), order, task);
        active.begin(job); // before anyone can find it in the store
        var watched = active.watch(job).orElseThrow();
        try {
            var known = store.add(entry(job, order));
            if (known.isEmpty()) {
                enqueue(job);
                return watched;
            }
            leave(job, watched);
            return again(known.get(), order);
        } catch (RuntimeException e) {
            leave(job, watched);
            throw e;
        }
    }

    private void leave(ActiveJob job, Job watched) {
        active.end(job);
        watched.close();
    }

    private void requireOpen() {
        if (!open) {
            throw notOpen();
        }
    }

    private static JobRefusedException notOpen() {
        return new JobRefusedException(Reason.NOT_NOW, "The server is starting or shutting down");
    }

    private static NewJob entry(ActiveJob job, JobOrder order) {
        var summary = job.task().summary();
        return new NewJob(
                job.id(),
                order.owner(),
                order.user(),
                order.idempotencyKey(),
                order.idempotencyKey().isPresent() ? order.body().digest() : "",
                summary.protocol(),
                summary.model(),
                order.resumable() ? Optional.of(order.body().stored()) : Optional.empty(),
                job.task().charge(),
                order.body().kept());
    }

    private Job again(StoredJob stored, JobOrder order) {
        if (!stored.requestDigest().equals(order.body().digest())) {
            throw new JobRefusedException(
                    Reason.CONFLICT,
                    "Idempotency-Key was used before with another body; take a new key");
        }
        return find(stored.id(), order.owner())
                .orElseThrow(() ->
                        new JobRefusedException(
                                Reason.CONFLICT, "The job of this Idempotency-Key is gone"));
    }

    /** A job that finds no room leaves nothing behind: its idempotency key may be used again. */
    private void enqueue(ActiveJob job) {
        if (queue.offer(job.entry())) {
            return;
        }
        var why = open ? full() : notOpen();
        store.withdraw(job.id());
        active.publish(job, new JobState.Failed(JobState.Reason.UNAVAILABLE, why.sentence()));
        throw why;
    }

    private JobRefusedException full() {
        return new JobRefusedException(
                Reason.NOT_NOW,
                "The queue is full: %d jobs wait; try again later".formatted(queue.size()));
    }

    /**
     * {@return the job with an id, if it belongs to this owner; close it}
     *
     * @throws JobRefusedException while it is not known what goes on
     */
    public Optional<Job> find(UUID id, String owner) {
        requireOpen();
        var here = active.find(id);
        if (here.isPresent()) {
            if (!here.get().owner().equals(owner)) {
                return Optional.empty();
            }
            var job = active.watch(here.get());
            if (job.isPresent()) {
                return job;
            }
        }
        return store.find(id).filter(stored -> stored.owner().equals(owner)).map(this::ended);
    }

    private Job ended(StoredJob stored) {
        // Nobody works on one that has not ended: its end could not be written down.
        var last = StoredStates.last(stored, pictures.of(stored.id()), StoredStates.LOST);
        return new Job(stored.id(), stored.resumable(), StoredStates.watch(last), () -> {});
    }

    /** Takes a job back: it ends at its next step, and costs nothing. */
    public void cancel(Job job) {
        if (!store.cancel(job.id())) {
            return;
        }
        active.find(job.id())
                .ifPresent(here -> {
                    active.publish(here, new JobState.Cancelled());
                    if (queue.remove(here.id())) {
                        active.end(here);
                        JobLog.ended(here, new JobState.Cancelled(), 0);
                    }
                });
    }

    /**
     * Deletes a job that has ended, with its pictures. What was booked for it stays on record.
     *
     * @return whether it had ended
     */
    public boolean delete(Job job) {
        if (!job.now().state().isFinal()) {
            return false;
        }
        active.find(job.id()).ifPresent(active::end); // its worker may be at its last step
        pictures.delete(job.id());
        return store.deleteEnded(job.id());
    }

    /** Deletes the jobs that ended before a time, with their pictures. */
    public void forgetEndedBefore(Instant time) {
        store.endedBefore(time).forEach(pictures::delete);
        int forgotten = store.forget(time);
        LOG.debug("{} ended jobs forgotten", forgotten);
    }

    /**
     * Deletes one picture of a job that has ended, and the job with its last one.
     *
     * @param number of the picture, from 0
     * @return whether it was there
     */
    public boolean deletePicture(Job job, int number) {
        if (!job.now().state().isFinal() || !pictures.delete(job.id(), number)) {
            return false;
        }
        if (pictures.of(job.id()).isEmpty()) {
            delete(job);
        }
        return true;
    }

    /** Deletes the jobs that ended first, until the pictures of the rest take no more than this. */
    public void forgetOldestBeyond(long bytes) {
        var sizes = pictures.lastingBytes();
        long all = sizes.values().stream().mapToLong(size -> size).sum();
        if (all <= bytes) {
            return;
        }
        int forgotten = 0;
        for (var job : store.ended()) {
            if (all > bytes && sizes.containsKey(job)) {
                pictures.delete(job);
                store.deleteEnded(job);
                all -= sizes.getOrDefault(job, 0L);
                forgotten++;
            }
        }
        LOG.info("{} of the oldest jobs forgotten, for their pictures' room", forgotten);
    }

    /** Begins: what a server before this one has left is queued again, and jobs are taken on. */
    public void open() {
        store.recover().forEach(this::resume);
        open = true;
    }

    private void resume(StoredJob stored) {
        try {
            var request = store.request(stored.id()).orElseThrow();
            var job = new ActiveJob(stored, reader.read(request));
            if (stored.kept().equals(KeptRequest.UNKNOWN)) {
                store.describe(stored.id(), reader.kept(request));
            }
            active.begin(job);
            queue.putBack(job.entry());
        } catch (RuntimeException e) {
            LOG.warn("job {} of before cannot be resumed", stored.id(), e);
            store.fail(
                    stored.id(),
                    new JobState.Failed(JobState.Reason.INVALID, String.valueOf(e.getMessage())));
        }
    }

    /** {@return whether jobs are taken on} */
    public boolean isOpen() {
        return open;
    }

    /** Takes no more jobs on. */
    public void shut() {
        open = false;
    }

    /** Ends all jobs at their next step; those that are resumable wait in the store. */
    public void endForNow() {
        active.all().forEach(this::endForNow);
    }

    private void endForNow(ActiveJob job) {
        String advice = job.isResumable() ? "ask for the job again" : "send the request again";
        if (!job.isResumable()) {
            store.cancel(job.id());
        }
        active.publish(
                job,
                new JobState.Failed(
                        JobState.Reason.UNAVAILABLE, "The server is shutting down; " + advice));
    }
}
