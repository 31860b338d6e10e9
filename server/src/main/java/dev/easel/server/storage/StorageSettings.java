package dev.easel.server.storage;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the database is.
 *
 * @param data the folder of the embedded one
 * @param databaseUrl of a PostgreSQL, {@code jdbc:postgresql://host/name}
 */
@ConfigurationProperties("easel.server")
public record StorageSettings(
        Path data,
        Optional<String> databaseUrl,
        Optional<String> databaseUser,
        Optional<String> databasePassword,
        @DefaultValue("10") int databaseConnections) {}
