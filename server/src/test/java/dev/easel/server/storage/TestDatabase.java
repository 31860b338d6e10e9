package dev.easel.server.storage;

import static org.junit.jupiter.api.Assumptions.abort;

import com.zaxxer.hikari.HikariDataSource;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** An empty database with the tables of the service, for one test. */
public final class TestDatabase implements AutoCloseable {
    /** What a test of the stores runs on. */
    public enum Kind {
        H2,
        POSTGRESQL;

        /** {@return a new database; the test is skipped where it cannot be had} */
        public TestDatabase open() {
            try {
                var folder = Files.createTempDirectory("easel-database");
                return new TestDatabase(folder, settings(folder));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private StorageSettings settings(Path folder) {
            return switch (this) {
                case H2 -> TestDatabase.settings(folder, Optional.empty());
                case POSTGRESQL ->
                        TestDatabase.settings(folder, Optional.of(Postgres.newDatabase()));
            };
        }
    }

    /** {@return the URL of a new PostgreSQL database; the test is skipped where there is none} */
    public static String newPostgres() {
        return Postgres.newDatabase();
    }

    private final Path folder;
    private final HikariDataSource source;
    private final JdbcClient client;
    private final Transactions transactions;

    private TestDatabase(Path folder, StorageSettings settings) {
        this.folder = folder;
        this.source = Database.open(settings);
        migrate();
        this.client = JdbcClient.create(source);
        this.transactions = Transactions.of(source);
    }

    void migrate() {
        Database.migrate(source);
    }

    /** {@return settings with defaults} */
    public static StorageSettings settings(Path data, Optional<String> url) {
        return new StorageSettings(data, url, Optional.empty(), Optional.empty(), 10);
    }

    public JdbcClient client() {
        return client;
    }

    public Transactions transactions() {
        return transactions;
    }

    @Override
    public void close() {
        source.close();
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One PostgreSQL for all tests of this JVM, at whose end it ends. */
    private static final class Postgres {
        private static final AtomicInteger DATABASES = new AtomicInteger();
        private static final Optional<EmbeddedPostgres> SERVER = start();

        private static Optional<EmbeddedPostgres> start() {
            try {
                return Optional.of(EmbeddedPostgres.start());
            } catch (IOException | RuntimeException e) {
                System.err.println("No test runs on PostgreSQL, which does not start here: " + e);
                return Optional.empty();
            }
        }

        static String newDatabase() {
            var server = SERVER.orElseGet(() -> abort("PostgreSQL does not start on this machine"));
            var name = "easel" + DATABASES.incrementAndGet();
            JdbcClient.create(server.getPostgresDatabase()).sql("create database " + name).update();
            return server.getJdbcUrl("postgres", name);
        }
    }
}
