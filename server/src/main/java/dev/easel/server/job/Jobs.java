package dev.easel.server.job;

import dev.easel.server.billing.Usd;
import dev.easel.server.error.ApiException;
import dev.easel.server.job.JobStore.NewJob;
import dev.easel.server.models.LoadedModels;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * All that is to be known of jobs: taken on here, found again, taken back.
 *
 * <p>A job is stored before it is worked on. Those that are worked on, or wait, are in memory too;
 * of those that have ended the store alone knows.
 */
@Component
public final class Jobs implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);
    private static final Duration LAST_STEP = Duration.ofSeconds(15);
    private static final int RETRY_SECONDS = 5;

    private final JobSettings settings;
    private final JobStore store;
    private final TaskReader reader;
    private final Clock clock;
    private final JobQueue queue;
    private final Workers workers;
    private final Map<UUID, Job> active = new ConcurrentHashMap<>();
    private final ScheduledExecutorService housekeeping =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofVirtual().name("easel-housekeeping").factory());
    private volatile boolean running;

    Jobs(
            JobSettings settings,
            JobStore store,
            LoadedModels models,
            TaskReader reader,
            Clock clock) {
        this.settings = settings;
        this.store = store;
        this.reader = reader;
        this.clock = clock;
        this.queue = new LocalQueue(settings, models);
        this.workers = new Workers(settings.inFlight(), queue, store, this::forget);
    }

    /**
     * {@return the job for an order: a new one, or that of the same idempotency key}
     *
     * @throws ApiException 503 where the queue is full, 409 where the idempotency key stands for
     *     another request, 400 where the user's plan does not allow it
     */
    public Job submit(Order order, Task<?> task) {
        requireRunning();
        var job = Job.waiting(UUID.randomUUID(), order.owner(), order.resumable(), task);
        active.put(job.id(), job); // before anyone can find it in the store
        try {
            var known = store.add(entry(job, order));
            if (known.isPresent()) {
                forget(job);
                return again(known.get(), order);
            }
        } catch (RuntimeException e) {
            forget(job);
            throw e;
        }
        enqueue(job);
        return job;
    }

    private void requireRunning() {
        if (!running) {
            throw notRunning();
        }
    }

    private static ApiException notRunning() {
        return ApiException.later(503, "The server is starting or shutting down", RETRY_SECONDS);
    }

    private NewJob entry(Job job, Order order) {
        var task = job.task();
        return new NewJob(
                job.id(),
                order.owner(),
                order.user(),
                order.idempotencyKey(),
                Digest.of(order.request()),
                order.resumable(),
                task.model().name(),
                order.request().utf8(),
                task.charge());
    }

    private Job again(StoredJob stored, Order order) {
        if (!stored.requestDigest().equals(Digest.of(order.request()))) {
            throw ApiException.of(
                    409, "Idempotency-Key was used before with another body; take a new key");
        }
        return find(stored.id(), order.owner())
                .orElseThrow(() -> ApiException.of(409, "The job of this Idempotency-Key is gone"));
    }

    /** A job that finds no place leaves nothing behind: its idempotency key may be used again. */
    private void enqueue(Job job) {
        if (queue.offer(job)) {
            return;
        }
        var why = running ? full() : notRunning();
        store.withdraw(job.id());
        job.become(new JobState.Failed(why.sentence(), why.status()));
        forget(job);
        throw why;
    }

    private ApiException full() {
        return ApiException.later(
                503,
                "The queue is full: %d jobs wait; try again later".formatted(queue.size()),
                RETRY_SECONDS);
    }

    /**
     * {@return the job with an id, if it belongs to this owner}
     *
     * @throws ApiException 503 while it is not known what goes on
     */
    public Optional<Job> find(UUID id, String owner) {
        requireRunning();
        return Optional.ofNullable(active.get(id))
                .or(() -> store.find(id).map(this::ended))
                .filter(job -> job.owner().equals(owner));
    }

    private Job ended(StoredJob stored) {
        return Job.ended(stored.id(), stored.owner(), state(stored));
    }

    private JobState state(StoredJob stored) {
        return switch (stored.state()) {
            // Nobody works on it: its end could not be written down.
            case QUEUED, GENERATING ->
                    new JobState.Failed("The server has lost the job; send the request again", 500);
            case DONE ->
                    new JobState.Done(
                            stored.cost().orElse(Usd.ZERO),
                            store.result(stored.id()).map(Json::of).orElse(Json.EMPTY_LIST));
            case FAILED -> new JobState.Failed(stored.error().orElse("It failed"), 500);
            case CANCELLED -> new JobState.Cancelled();
        };
    }

    /** Takes a job back: it ends at its next step, and costs nothing. */
    public void cancel(Job job) {
        if (store.cancel(job.id())) {
            job.requestEnd();
            job.become(new JobState.Cancelled());
            if (queue.remove(job)) {
                forget(job);
            }
        }
    }

    private void forget(Job job) {
        active.remove(job.id(), job);
    }

    /** Forgets what ended too long ago. */
    private void forgetOld() {
        try {
            int forgotten = store.forget(clock.instant().minus(settings.keepJobs()));
            LOG.debug("{} ended jobs forgotten", forgotten);
        } catch (RuntimeException e) { // it would be the last time otherwise
            LOG.warn("Old jobs cannot be forgotten", e);
        }
    }

    @Override
    public void start() {
        for (var stored : store.recover()) {
            try {
                var request = store.request(stored.id()).orElseThrow();
                var task = reader.read(Json.of(request));
                var job = Job.waiting(stored.id(), stored.owner(), true, task);
                active.put(job.id(), job);
                queue.putBack(job);
            } catch (RuntimeException e) {
                store.fail(stored.id(), String.valueOf(e.getMessage()));
            }
        }
        workers.start();
        var _ = housekeeping.scheduleWithFixedDelay(this::forgetOld, 0, 1, TimeUnit.HOURS);
        running = true;
    }

    /** Ends all jobs at their next step; those that are resumable wait in the store. */
    @Override
    public void stop() {
        running = false;
        housekeeping.shutdown();
        workers.takeNoMore();
        active.values().forEach(this::endForNow);
        workers.await(LAST_STEP);
    }

    private void endForNow(Job job) {
        if (job.isResumable()) {
            job.become(
                    new JobState.Failed("The server is shutting down; ask for the job again", 503));
        } else {
            store.cancel(job.id());
            job.become(
                    new JobState.Failed(
                            "The server is shutting down; send the request again", 503));
        }
        job.requestEnd();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
