package dev.easel.server.access;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the server listens.
 *
 * @param host the address that it listens on; on any other than this machine's own a key is always
 *     asked for
 * @param port 0 takes any that is free
 */
@ConfigurationProperties("easel.server")
public record ListenSettings(
        @DefaultValue("127.0.0.1") String host, @DefaultValue("8080") int port) {
    private static final int MAX_PORT = 0xffff;

    /** Checks the port. */
    public ListenSettings {
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException(
                    "port must be between 0 and %d, got %d".formatted(MAX_PORT, port));
        }
    }
}
