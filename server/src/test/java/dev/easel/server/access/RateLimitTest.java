package dev.easel.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

class RateLimitTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
    private final RateLimit limit = new RateLimit(20, clock);

    private void pass(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }

    @Test
    void theTwentyFirstRequestOfASecondIsRefused() {
        for (int i = 1; i <= 20; i++) {
            var standing = limit.count("peer");
            assertThat(standing.allowed()).isTrue();
            assertThat(standing.remaining()).isEqualTo(20 - i);
            assertThat(standing.resetSeconds()).isEqualTo(1);
        }
        assertThat(limit.count("peer").allowed()).isFalse();
        assertThat(limit.count("peer").remaining()).isZero();
    }

    @Test
    void aSecondAfterTheFirstRequestAllIsAsBefore() {
        for (int i = 0; i < 30; i++) {
            limit.count("peer");
        }
        pass(Duration.ofMillis(999));
        assertThat(limit.count("peer").allowed()).isFalse();
        pass(Duration.ofMillis(1));
        assertThat(limit.count("peer").remaining()).isEqualTo(19);
    }

    @Test
    void eachPeerHasALimitOfItsOwn() {
        for (int i = 0; i < 30; i++) {
            limit.count("one");
        }
        assertThat(limit.count("one").allowed()).isFalse();
        assertThat(limit.count("other").allowed()).isTrue();
    }

    @Test
    void lookingCountsNothing() {
        for (int i = 0; i < 30; i++) {
            assertThat(limit.look("peer").remaining()).isEqualTo(20);
        }
        limit.count("peer");
        assertThat(limit.look("peer").remaining()).isEqualTo(19);
        pass(Duration.ofSeconds(1));
        assertThat(limit.look("peer").remaining()).isEqualTo(20);
    }
}
