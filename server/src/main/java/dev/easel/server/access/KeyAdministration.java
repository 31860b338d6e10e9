package dev.easel.server.access;

import com.zaxxer.hikari.HikariDataSource;

import dev.easel.server.storage.Database;
import dev.easel.server.storage.StorageSettings;
import dev.easel.server.storage.Transactions;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Makes, lists and deletes keys, while a server runs on the same data and while none does. */
public final class KeyAdministration implements AutoCloseable {
    private static final int CONNECTIONS = 2; // Flyway takes two

    private final HikariDataSource database;
    private final KeyStore keys;
    private final Tokens tokens;

    private KeyAdministration(HikariDataSource database, KeyStore keys, Tokens tokens) {
        this.database = database;
        this.keys = keys;
        this.tokens = tokens;
    }

    /**
     * {@return the keys of the server with this data}
     *
     * @param environment of which EASEL_SECRET and EASEL_DATABASE_* are read, as the server does
     * @throws IllegalStateException where the database cannot be opened; the message says why
     */
    public static KeyAdministration open(Path data, Map<String, String> environment) {
        var settings =
                new StorageSettings(
                        data,
                        variable(environment, "EASEL_DATABASE_URL"),
                        variable(environment, "EASEL_DATABASE_USER"),
                        variable(environment, "EASEL_DATABASE_PASSWORD"),
                        CONNECTIONS);
        var database = Database.open(settings);
        try {
            Database.migrate(database);
            var keys =
                    new KeyStore(
                            JdbcClient.create(database),
                            Transactions.of(database),
                            Clock.systemUTC());
            var secret = Secret.of(variable(environment, "EASEL_SECRET"), data);
            return new KeyAdministration(database, keys, new Tokens(secret));
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    private static Optional<String> variable(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    /** What a key is made for. */
    public record Wanted(
            String user,
            String name,
            Optional<BigDecimal> budget,
            List<String> allowedPaths,
            List<String> ips) {
        /**
         * Checks the addresses.
         *
         * @throws IllegalArgumentException where one is none
         */
        public Wanted {
            allowedPaths = List.copyOf(allowedPaths);
            ips = List.copyOf(ips);
            var _ = RemoteAddress.requireAddresses("ips", ips);
        }
    }

    /** A key with its tokens, which nobody is shown again but with the super key. */
    public record Made(UUID id, String name, String apiToken, String captchaToken) {}

    /** {@return a new key; its user's plan is unlimited unless there is a budget} */
    public Made create(Wanted wanted) {
        keys.putUser(wanted.user(), wanted.budget());
        var key =
                keys.add(
                        new KeyStore.NewKey(
                                wanted.user(), wanted.name(), wanted.allowedPaths(), wanted.ips()),
                        tokens);
        return new Made(key.id(), key.name(), tokens.apiToken(key), tokens.captchaToken(key));
    }

    /** {@return all keys, the newest first} */
    public List<ApiKey> list() {
        return keys.all();
    }

    /** {@return whether there was such a key, which opens nothing any more} */
    public boolean revoke(UUID id) {
        return keys.delete(id);
    }

    @Override
    public void close() {
        database.close();
    }
}
