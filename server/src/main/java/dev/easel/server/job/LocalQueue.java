package dev.easel.server.job;

import dev.easel.server.models.LoadedModels;
import dev.easel.server.models.LoadedModels.Readiness;

import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The queue within this process; {@link JobStore} is what outlives it. */
final class LocalQueue implements JobQueue {
    private final JobSettings settings;
    private final LoadedModels models;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final FairOrder<Job> order = new FairOrder<>();
    private boolean closed;

    LocalQueue(JobSettings settings, LoadedModels models) {
        this.settings = settings;
        this.models = models;
    }

    @Override
    public boolean offer(Job job) {
        lock.lock();
        try {
            boolean fits =
                    !closed
                            && order.size() < settings.queueLength()
                            && heldBytes() + job.task().heldBytes() <= settings.queueBytes();
            if (fits) {
                add(job);
            }
            return fits;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void putBack(Job job) {
        lock.lock();
        try {
            add(job);
        } finally {
            lock.unlock();
        }
    }

    private void add(Job job) {
        order.add(job.owner(), job);
        changed.signalAll();
    }

    private long heldBytes() {
        return order.all().stream().mapToLong(job -> job.task().heldBytes()).sum();
    }

    @Override
    public Optional<Ticket> take() {
        lock.lock();
        try {
            while (!closed) {
                var next = next();
                if (next.isPresent()) {
                    return next;
                }
                changed.awaitUninterruptibly();
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private Optional<Ticket> next() {
        return order.next(job -> is(job, Readiness.LOADED), job -> !is(job, Readiness.NOT_NOW))
                .map(job -> new Ticket(job, hold(job)));
    }

    private boolean is(Job job, Readiness readiness) {
        return models.readiness(job.task().model()) == readiness;
    }

    /** Only this queue takes models, under its lock: what was ready is so still. */
    private Task.Ready hold(Job job) {
        return job.task()
                .ready(models, this::modelReleased)
                .orElseThrow(() -> new IllegalStateException("the model went away"));
    }

    /** Somebody may have waited for the place that the model took. */
    private void modelReleased() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean remove(Job job) {
        lock.lock();
        try {
            boolean removed = order.remove(job);
            changed.signalAll(); // others may no longer have to let it pass
            return removed;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int size() {
        lock.lock();
        try {
            return order.size();
        } finally {
            lock.unlock();
        }
    }
}
