package dev.easel.server.job.local;

import dev.easel.server.job.JobQueue;
import dev.easel.server.job.JobSettings;

import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The queue within this process; {@link dev.easel.server.job.JobStore} is what outlives it. */
@Component
final class LocalQueue implements JobQueue {
    private final JobSettings settings;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final FairOrder<Entry> order = new FairOrder<>();
    private boolean closed;

    LocalQueue(JobSettings settings) {
        this.settings = settings;
    }

    @Override
    public boolean offer(Entry entry) {
        lock.lock();
        try {
            boolean fits =
                    !closed
                            && order.size() < settings.queueLength()
                            && heldBytes() + entry.heldBytes() <= settings.queueBytes();
            if (fits) {
                add(entry);
            }
            return fits;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void putBack(Entry entry) {
        lock.lock();
        try {
            add(entry);
        } finally {
            lock.unlock();
        }
    }

    private void add(Entry entry) {
        order.add(entry.owner(), entry);
        changed.signalAll();
    }

    private long heldBytes() {
        return order.all().stream().mapToLong(Entry::heldBytes).sum();
    }

    /** The worker claims a job under the lock: what it was ready for, it is ready for still. */
    @Override
    public Optional<UUID> take(Worker worker) {
        lock.lock();
        try {
            while (!closed) {
                var next =
                        order.next(
                                entry -> worker.readiness(entry) == Readiness.LOADED,
                                entry -> worker.readiness(entry) != Readiness.NOT_NOW,
                                worker::claim);
                if (next.isPresent()) {
                    return next.map(Entry::job);
                }
                changed.awaitUninterruptibly();
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void reconsider() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean remove(UUID job) {
        lock.lock();
        try {
            boolean removed = order.removeIf(entry -> entry.job().equals(job));
            changed.signalAll(); // others may no longer have to let it pass
            return removed;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<UUID> waiting() {
        lock.lock();
        try {
            return order.all().stream().map(Entry::job).toList();
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
}
