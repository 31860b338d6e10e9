package dev.easel.server.storage;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

import javax.sql.DataSource;

/**
 * Opens the database and brings its tables up to date, with or without Spring. What cannot be
 * opened is one sentence, in an {@link IllegalStateException}.
 */
public final class Database {
    private Database() {}

    /** {@return the PostgreSQL that is configured, else H2 in the data folder; close it} */
    public static HikariDataSource open(StorageSettings settings) {
        var address =
                settings.databaseUrl()
                        .filter(url -> !url.isBlank())
                        .map(url -> DatabaseAddress.postgres(url, settings))
                        .orElseGet(() -> EmbeddedDatabase.address(settings.data()));
        var config = new HikariConfig();
        config.setDriverClassName(address.driver());
        config.setJdbcUrl(address.url());
        address.user().ifPresent(config::setUsername);
        address.password().ifPresent(config::setPassword);
        config.setMaximumPoolSize(settings.databaseConnections());
        config.setPoolName("easel");
        // The pool would log pages where there is no database, so somebody else looks first.
        try (var _ = DriverManager.getConnection(address.url(), properties(address))) {
            var source = new HikariDataSource(config);
            if (isEmbedded(source)) {
                EmbeddedDatabase.closeOnlyWhenAsked();
            }
            return source;
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "The database %s cannot be opened: %s".formatted(address.shown(), line(e)));
        }
    }

    /** Makes the tables, or changes those of an earlier version. */
    public static void migrate(DataSource source) {
        try {
            Flyway.configure()
                    .dataSource(source)
                    .javaMigrations(new V3__PicturesOfResults())
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

    private static Properties properties(DatabaseAddress address) {
        var properties = new Properties();
        address.user().ifPresent(user -> properties.setProperty("user", user));
        address.password().ifPresent(password -> properties.setProperty("password", password));
        return properties;
    }

    /** The message goes into a sentence, and without a cause that sentence is what is shown. */
    private static String line(Exception e) {
        return String.valueOf(e.getMessage()).strip().replaceAll("\\s+", " ");
    }
}
