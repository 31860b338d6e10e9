package dev.easel.server.job.local;

import dev.easel.server.job.JobEvents;
import dev.easel.server.job.JobState;

import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** Events within this process. */
@Component
final class LocalEvents implements JobEvents {
    private final Map<UUID, Channel> channels = new ConcurrentHashMap<>();

    @Override
    public void open(UUID job) {
        channels.put(job, new Channel());
    }

    @Override
    public boolean publish(UUID job, JobState state) {
        return Optional.ofNullable(channels.get(job)).filter(c -> c.become(state)).isPresent();
    }

    @Override
    public Optional<Watch> watch(UUID job) {
        return Optional.ofNullable(channels.get(job));
    }

    @Override
    public void close(UUID job) {
        channels.remove(job);
    }

    /** The newest state of a job. */
    private static final class Channel implements Watch {
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition changed = lock.newCondition();
        private final Condition ended = lock.newCondition();
        private Event now = new Event(firstVersion(), new JobState.Queued());

        /** Those that a client remembers of before a restart are lower. */
        private static long firstVersion() {
            return System.currentTimeMillis() * 1000;
        }

        boolean become(JobState state) {
            lock.lock();
            try {
                if (now.state().isFinal()) {
                    return false;
                }
                now = new Event(now.version() + 1, state);
                changed.signalAll();
                if (state.isFinal()) {
                    ended.signalAll();
                }
                return true;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public Event now() {
            lock.lock();
            try {
                return now;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public Event await(long version, Duration atMost) throws InterruptedException {
            return await(changed, () -> now.version() > version, atMost);
        }

        @Override
        public Event awaitEnd(Duration atMost) throws InterruptedException {
            return await(ended, () -> now.state().isFinal(), atMost);
        }

        private Event await(Condition signal, BooleanSupplier isThere, Duration atMost)
                throws InterruptedException {
            lock.lock();
            try {
                long left = atMost.toNanos();
                while (!isThere.getAsBoolean() && left > 0) {
                    left = signal.awaitNanos(left);
                }
                return now;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            // a view holds nothing
        }
    }
}
