package dev.easel.server.storage;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Keeps a second server off the same database: held from before the tables are looked at until the
 * database is closed. The second one would take the first one's jobs for those of a dead server.
 *
 * <p>It is no longer running where the lock was lost (the database was restarted, say) and cannot
 * be taken again: then this server is not ready.
 */
final class ServerLock implements SmartLifecycle, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ServerLock.class);
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final int SECONDS_BETWEEN_LOOKS = 10;

    private final DatabaseLock lock;
    private final ScheduledExecutorService watch =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofVirtual().name("easel-lock").factory());
    private volatile boolean held;

    private ServerLock(DatabaseLock lock) {
        this.lock = lock;
    }

    /**
     * {@return the lock, taken}
     *
     * @param patience how long another server may take to end
     * @throws IllegalStateException where another server goes on; the message says which
     */
    static ServerLock take(DatabaseLock lock, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        boolean told = false;
        while (!lock.hold()) {
            if (System.nanoTime() - end >= 0) {
                throw new IllegalStateException(
                        "Another server works on %s, and one server works on a database at a time;"
                                        .formatted(lock.description())
                                + " stop it, or take another --data folder or database-url");
            }
            if (!told) {
                LOG.info(
                        "Another server works on {}: it has {} seconds to end",
                        lock.description(),
                        patience.toSeconds());
                told = true;
            }
            pause();
        }
        return new ServerLock(lock);
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The start was interrupted", e);
        }
    }

    @Override
    public void start() {
        held = true;
        var _ =
                watch.scheduleWithFixedDelay(
                        this::look, SECONDS_BETWEEN_LOOKS, SECONDS_BETWEEN_LOOKS, TimeUnit.SECONDS);
    }

    private void look() {
        boolean before = held;
        try {
            held = lock.hold();
            if (before && !held) {
                LOG.error("Another server has taken {}; stop one of them", lock.description());
            }
        } catch (RuntimeException e) { // the next look may find the database again
            held = false;
            LOG.warn("The lock of {} is lost: {}", lock.description(), e.getMessage());
        }
    }

    /** Only stops looking: the lock is released once the database is closed. */
    @Override
    public void stop() {
        watch.shutdown();
        held = false;
    }

    @Override
    public boolean isRunning() {
        return held;
    }

    @Override
    public void close() {
        watch.close();
        lock.close();
    }
}
