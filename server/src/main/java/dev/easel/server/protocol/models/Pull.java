package dev.easel.server.protocol.models;

import dev.easel.server.pull.PullListener;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** A download, as those see it who wait for it. Thread-safe. */
final class Pull implements PullListener {
    private final String id;
    private final Clock clock;
    private State state = new State(1, Status.PULLING, 0, 0, Optional.empty());
    private Optional<Instant> ended = Optional.empty();

    Pull(String id, Clock clock) {
        this.id = id;
        this.clock = clock;
    }

    /** What became of it. */
    enum Status {
        PULLING,
        DONE,
        FAILED,
        CANCELLED;

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * How far it is.
     *
     * @param version counts the states
     * @param total bytes of all; 0 while that is not known
     * @param error one sentence, of one that failed
     */
    record State(long version, Status status, long bytes, long total, Optional<String> error) {
        boolean isFinal() {
            return status != Status.PULLING;
        }
    }

    String id() {
        return id;
    }

    synchronized State state() {
        return state;
    }

    /** {@return whether it ended before a time} */
    synchronized boolean endedBefore(Instant time) {
        return ended.filter(time::isAfter).isPresent();
    }

    @Override
    public synchronized void progress(long done, long total) {
        if (!state.isFinal() && (done != state.bytes() || total != state.total())) {
            change(Status.PULLING, done, Math.max(done, total), Optional.empty());
        }
    }

    /** The first end holds. */
    synchronized void end(Status status, Optional<String> error) {
        if (!state.isFinal()) {
            ended = Optional.of(clock.instant());
            change(status, state.bytes(), state.total(), error);
        }
    }

    private void change(Status status, long bytes, long total, Optional<String> error) {
        state = new State(state.version() + 1, status, bytes, total, error);
        notifyAll();
    }

    /** {@return the state once it is another than the one seen, or a time has passed} */
    synchronized State await(long seen, Duration most) throws InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        for (long left = most.toMillis(); state.version() == seen && left > 0; ) {
            wait(left);
            left = (end - System.nanoTime()) / 1_000_000;
        }
        return state;
    }
}
