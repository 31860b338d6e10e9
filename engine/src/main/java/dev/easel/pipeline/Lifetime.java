package dev.easel.pipeline;

import dev.easel.tensor.DeviceMemoryException;

import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/** Lets any number of threads use something until it is closed, and closes it when none does. */
final class Lifetime {
    private final String what;
    private final ReentrantReadWriteLock open = new ReentrantReadWriteLock();
    private boolean closed;

    /**
     * Begins a lifetime.
     *
     * @param what is used, for sentences: "the generator"
     */
    Lifetime(String what) {
        this.what = what;
    }

    /**
     * {@return what the work gives}
     *
     * @throws IllegalStateException where it is closed
     * @throws DeviceMemoryException where memory runs out
     */
    <T> T use(Supplier<T> work) {
        open.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException(what + " is closed");
            }
            return work.get();
        } catch (RuntimeException e) {
            throw DeviceMemoryException.explain(e);
        } finally {
            open.readLock().unlock();
        }
    }

    /**
     * Waits for those who use it, then frees it, once.
     *
     * @throws IllegalStateException where the work of this thread calls it, which would wait for
     *     itself
     */
    void end(Runnable free) {
        if (open.getReadHoldCount() > 0) {
            throw new IllegalStateException(
                    what + " cannot be closed by the listener of its own picture");
        }
        open.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                free.run();
            }
        } finally {
            open.writeLock().unlock();
        }
    }
}
