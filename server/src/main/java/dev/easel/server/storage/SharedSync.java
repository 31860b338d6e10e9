package dev.easel.server.storage;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Writes to the disk what was committed before, once for all who wait for it at the same time
 * (group commit).
 */
final class SharedSync implements Runnable {
    private final Runnable sync;
    private final AtomicLong asked = new AtomicLong();
    private final ReentrantLock lock = new ReentrantLock();
    private long done;

    SharedSync(Runnable sync) {
        this.sync = sync;
    }

    @Override
    public void run() {
        long mine = asked.incrementAndGet();
        lock.lock();
        try {
            if (done < mine) {
                long all = asked.get();
                sync.run();
                done = all;
            }
        } finally {
            lock.unlock();
        }
    }
}
