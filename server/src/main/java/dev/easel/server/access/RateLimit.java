package dev.easel.server.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Counts the requests of each peer within windows of a second. Thread-safe. */
final class RateLimit {
    private static final long WINDOW_MILLIS = 1000;
    private static final int MOST_PEERS = 100_000;

    private final int limit;
    private final Clock clock;
    private final Cache<String, Window> windows =
            Caffeine.newBuilder()
                    .maximumSize(MOST_PEERS)
                    .expireAfterAccess(Duration.ofMinutes(1))
                    .build();

    RateLimit(int limit, Clock clock) {
        this.limit = limit;
        this.clock = clock;
    }

    private record Window(long start, int requests) {}

    /**
     * How a request stands to the limit.
     *
     * @param allowed whether it may go on
     * @param remaining requests that the window has left
     * @param resetSeconds until the next window
     */
    record Standing(boolean allowed, int remaining, int resetSeconds) {}

    /** {@return how a request of a peer stands, which is counted} */
    Standing count(String peer) {
        long now = clock.millis();
        var window =
                windows.asMap()
                        .compute(
                                peer,
                                (_, old) ->
                                        old == null || now - old.start() >= WINDOW_MILLIS
                                                ? new Window(now, 1)
                                                : new Window(old.start(), old.requests() + 1));
        return standing(window, now);
    }

    /** {@return how a peer stands, of whom nothing is counted now} */
    Standing look(String peer) {
        long now = clock.millis();
        return standing(
                Optional.ofNullable(windows.getIfPresent(peer))
                        .filter(window -> now - window.start() < WINDOW_MILLIS)
                        .orElseGet(() -> new Window(now, 0)),
                now);
    }

    private Standing standing(Window window, long now) {
        long left = Math.max(0, window.start() + WINDOW_MILLIS - now);
        return new Standing(
                window.requests() <= limit,
                Math.max(0, limit - window.requests()),
                (int) Math.ceilDiv(left, WINDOW_MILLIS));
    }
}
