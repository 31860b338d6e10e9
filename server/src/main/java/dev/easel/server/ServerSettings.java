package dev.easel.server;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.nio.file.Path;

/**
 * Where the server listens and keeps what it knows.
 *
 * @param host the address that it listens on
 * @param port 0 takes any that is free
 * @param data the folder of the database and of the secret that signs tokens
 */
@ConfigurationProperties("easel.server")
public record ServerSettings(
        @DefaultValue("127.0.0.1") String host, @DefaultValue("8080") int port, Path data) {
    private static final int MAX_PORT = 0xffff;

    /** Checks the port. */
    public ServerSettings {
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException(
                    "port must be between 0 and %d, got %d".formatted(MAX_PORT, port));
        }
    }
}
