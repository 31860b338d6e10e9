package dev.easel.server.access;

import org.springframework.stereotype.Component;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Whether no key is asked for: until the first one is made, and only where no other machine can
 * reach the server. A key that another process makes counts at once; that all are taken away again
 * does not open the server to everyone.
 */
@Component
public final class LocalOnlyMode {
    private final boolean loopback;
    private final KeyStore keys;
    private volatile boolean closed;

    LocalOnlyMode(AccessSettings settings, KeyStore keys) {
        this.loopback = isLoopback(settings.host());
        this.keys = keys;
    }

    /** {@return whether requests are taken without a key} */
    public boolean isOpen() {
        if (!closed) {
            closed = !loopback || keys.hadAny();
        }
        return !closed;
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
