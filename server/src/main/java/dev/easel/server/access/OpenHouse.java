package dev.easel.server.access;

import org.springframework.stereotype.Component;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;

/**
 * Whether no key is asked for: while none exists, and only this machine can reach the server. The
 * first key that another process makes counts at once.
 */
@Component
public final class OpenHouse {
    private static final long FRESH_MILLIS = 500;

    private final boolean loopback;
    private final KeyStore keys;
    private final Clock clock;
    private volatile Seen seen = new Seen(false, 0);

    private record Seen(boolean open, long atMillis) {}

    OpenHouse(AccessSettings settings, KeyStore keys, Clock clock) {
        this.loopback = isLoopback(settings.host());
        this.keys = keys;
        this.clock = clock;
    }

    /** Looks anew at the next request, for a key was made or deleted here. */
    void forget() {
        seen = new Seen(false, 0);
    }

    /** {@return whether requests are taken without a key} */
    public boolean isOpen() {
        if (!loopback) {
            return false;
        }
        long now = clock.millis();
        var last = seen;
        // Looked at anew each time while it is open: the first key closes it at once.
        if (last.open() || now - last.atMillis() >= FRESH_MILLIS) {
            last = new Seen(!keys.hasAny(), now);
            seen = last;
        }
        return last.open();
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
