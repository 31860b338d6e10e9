package dev.easel.server.access;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Counts the uses of keys, and writes them down once a minute at most for each, and at the end. */
@Component
final class KeyUses implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(KeyUses.class);
    private static final long MINUTE_MILLIS = Duration.ofMinutes(1).toMillis();

    private final KeyStore store;
    private final Clock clock;
    private final Map<UUID, Count> counts = new ConcurrentHashMap<>();

    private record Count(long uses, long writtenAtMillis) {}

    KeyUses(KeyStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Counts a use. That it cannot be written down does not concern the one who uses the key. */
    void count(UUID key) {
        long now = clock.millis();
        var counted =
                counts.merge(
                        key,
                        new Count(1, 0),
                        (old, _) -> new Count(old.uses() + 1, old.writtenAtMillis()));
        boolean due = now - counted.writtenAtMillis() >= MINUTE_MILLIS;
        if (due && counts.replace(key, counted, new Count(0, now))) {
            write(key, counted.uses());
        }
    }

    private void write(UUID key, long uses) {
        try {
            store.countUses(key, uses);
        } catch (DataAccessException e) {
            LOG.warn("The uses of a key cannot be written down now", e);
            counts.merge(
                    key,
                    new Count(uses, clock.millis()),
                    (now, lost) -> new Count(now.uses() + lost.uses(), now.writtenAtMillis()));
        }
    }

    @Override
    public void destroy() {
        counts.forEach((key, count) -> {
            if (count.uses() > 0) {
                write(key, count.uses());
            }
        });
    }
}
