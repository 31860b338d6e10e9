package dev.easel.server.storage;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

import java.sql.SQLException;
import java.util.Optional;

import javax.sql.DataSource;

/**
 * Opens the database and brings its tables up to date, with or without Spring. What cannot be
 * opened is one sentence, in an {@link IllegalStateException}.
 */
public final class Database {
    private Database() {}

    /** {@return the PostgreSQL that is configured, else H2 in the data folder; close it} */
    public static HikariDataSource open(StorageSettings settings) {
        var address = postgres(settings).orElseGet(() -> EmbeddedDatabase.address(settings.data()));
        var config = new HikariConfig();
        config.setDriverClassName(address.driver());
        config.setJdbcUrl(address.url());
        address.user().ifPresent(config::setUsername);
        address.password().ifPresent(config::setPassword);
        config.setMaximumPoolSize(settings.databaseConnections());
        config.setPoolName("easel");
        // The pool would log pages where there is no database, so somebody else looks first.
        try (var _ = address.connect()) {
            var source = new HikariDataSource(config);
            if (isEmbedded(source)) {
                EmbeddedDatabase.closeOnlyWhenAsked();
            }
            return source;
        } catch (SQLException e) {
            throw cannotBeOpened(address, e);
        }
    }

    /** {@return the address of the PostgreSQL that is configured; absent where H2 is used} */
    static Optional<DatabaseAddress> postgres(StorageSettings settings) {
        return settings.databaseUrl()
                .filter(url -> !url.isBlank())
                .map(url -> DatabaseAddress.postgres(url, settings));
    }

    static IllegalStateException cannotBeOpened(DatabaseAddress address, SQLException e) {
        return new IllegalStateException(
                "The database %s cannot be opened: %s".formatted(address.shown(), line(e)));
    }

    /** Makes the tables, or changes those of an earlier version. */
    public static void migrate(DataSource source) {
        try {
            Flyway.configure()
                    .dataSource(source)
                    .javaMigrations(new V3__PicturesOfResults(), new V4__Gallery())
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new IllegalStateException(
                    "The tables of the database cannot be brought up to date: " + line(e));
        }
    }

    /** {@return whether it is H2 in a file} */
    static boolean isEmbedded(HikariDataSource source) {
        return source.getJdbcUrl().startsWith(EmbeddedDatabase.PREFIX);
    }

    /** The message goes into a sentence, and without a cause that sentence is what is shown. */
    private static String line(Exception e) {
        return String.valueOf(e.getMessage()).strip().replaceAll("\\s+", " ");
    }
}
