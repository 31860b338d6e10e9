package dev.easel.server.storage;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the server keeps what it knows.
 *
 * @param data the folder of the embedded database and of the secret that signs tokens
 * @param databaseUrl of a PostgreSQL, {@code jdbc:postgresql://host:port/name} or {@code
 *     postgresql://user:password@host:port/name}; without it H2 keeps a file in the data folder
 * @param databaseUser stands above a user in the URL
 * @param databasePassword stands above a password in the URL
 * @param databaseConnections how many are open at once, at most
 */
@ConfigurationProperties("easel.server")
public record StorageSettings(
        Path data,
        Optional<String> databaseUrl,
        Optional<String> databaseUser,
        Optional<String> databasePassword,
        @DefaultValue("10") int databaseConnections) {}
