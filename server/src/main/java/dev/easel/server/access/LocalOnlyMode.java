package dev.easel.server.access;

import org.springframework.stereotype.Component;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Whether no key is asked for: until the first one is made, and only where no other machine can
 * reach the server. That all keys are taken away again does not open the server to everyone.
 *
 * <p>A key that is made with this server's data folder counts at once; one that is made in the same
 * database with another folder counts within a second. In between nothing asks the database.
 */
@Component
public final class LocalOnlyMode {
    private static final long LONGEST_MILLIS = Duration.ofSeconds(1).toMillis();

    private final KeyStore keys;
    private final FirstKeyMark mark;
    private final Clock clock;
    private volatile boolean over;
    private volatile Look last = new Look(Long.MIN_VALUE / 2, Optional.empty());

    /** When the database was asked, and the mark as it was before. */
    private record Look(long millis, Optional<FileTime> mark) {}

    LocalOnlyMode(ListenSettings settings, KeyStore keys, FirstKeyMark mark, Clock clock) {
        this.over = !isLoopback(settings.host());
        this.keys = keys;
        this.mark = mark;
        this.clock = clock;
    }

    /** {@return whether requests are taken without a key, from this machine alone} */
    public boolean isOn() {
        if (!over) {
            var now = new Look(clock.millis(), mark.time());
            if (Math.abs(now.millis() - last.millis()) >= LONGEST_MILLIS
                    || !now.mark().equals(last.mark())) {
                over = keys.hadAny();
                last = now;
            }
        }
        return !over;
    }

    private static boolean isLoopback(String host) {
        try {
            // A blank address would be loopback for Java, and all addresses for the web server.
            return !host.isBlank() && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
