package dev.easel.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.server.storage.TestDatabase;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

@Tag("slow")
class LocalOnlyModeTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final InstantSource source = now::get;
    private final Clock clock = source.withZone(ZoneOffset.UTC);

    @TempDir private Path data = Path.of("");
    private Optional<TestDatabase> opened = Optional.empty();

    @BeforeEach
    void open() {
        opened = Optional.of(TestDatabase.Kind.H2.open());
    }

    @AfterEach
    void close() {
        opened.ifPresent(TestDatabase::close);
    }

    private KeyStore keys() {
        var database = opened.orElseThrow();
        return new KeyStore(
                database.client(), database.transactions(), clock, new Tokens("a".repeat(32)));
    }

    private LocalOnlyMode mode(String host) {
        return new LocalOnlyMode(
                new ListenSettings(host, 0), keys(), new FirstKeyMark(data), clock);
    }

    @Test
    void onAnotherAddressItIsNeverOn() {
        assertThat(mode("192.0.2.1").isOn()).isFalse();
        assertThat(mode("").isOn()).isFalse();
    }

    @Test
    void aKeyOfThisDataFolderCountsAtOnce() {
        var mode = mode("127.0.0.1");
        assertThat(mode.isOn()).isTrue();

        keys().putUser("ada", Optional.empty());
        new FirstKeyMark(data).set();

        assertThat(mode.isOn()).isFalse();
    }

    /** Between two looks nobody asks the database: that is the point of the mark. */
    @Test
    void aKeyOfAnotherFolderCountsWithinASecond() {
        var mode = mode("127.0.0.1");
        assertThat(mode.isOn()).isTrue();

        keys().putUser("ada", Optional.empty());

        assertThat(mode.isOn()).isTrue();
        now.set(now.get().plus(Duration.ofSeconds(1)));
        assertThat(mode.isOn()).isFalse();
    }
}
