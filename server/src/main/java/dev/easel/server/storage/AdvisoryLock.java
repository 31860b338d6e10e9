package dev.easel.server.storage;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * An advisory lock of PostgreSQL, for each schema of a database one. The database releases it when
 * the connection ends, which is therefore this lock's own and stays open. Of a pool between (such
 * as PgBouncer) each client must keep its connection ("session pooling").
 */
final class AdvisoryLock implements DatabaseLock {
    private static final Logger LOG = LoggerFactory.getLogger(AdvisoryLock.class);

    /** "Easl" in ASCII, to tell this lock from those of other programs. */
    private static final String LOCK =
            "select pg_try_advisory_lock(1164014444, hashtext(coalesce(current_schema(), '')))";

    /** For the database to notice within half a minute that a machine has gone. */
    private static final String KEEP_ALIVE =
            "set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5;"
                    + " set tcp_keepalives_count = 3";

    private static final int PATIENCE_SECONDS = 5;

    private final DatabaseAddress address;
    private Optional<Connection> held = Optional.empty();

    AdvisoryLock(DatabaseAddress address) {
        this.address = address;
    }

    @Override
    public boolean hold() {
        if (held.isPresent() && !isAlive(held.get())) {
            LOG.warn("The connection that holds the lock of {} is gone", address.shown());
            close();
        }
        if (held.isEmpty()) {
            held = take();
        }
        return held.isPresent();
    }

    private static boolean isAlive(Connection connection) {
        try {
            return connection.isValid(PATIENCE_SECONDS);
        } catch (SQLException e) {
            return false;
        }
    }

    private Optional<Connection> take() {
        try {
            var connection = address.connect();
            try (var statement = connection.createStatement()) {
                statement.execute(KEEP_ALIVE);
                try (var answer = statement.executeQuery(LOCK)) {
                    if (answer.next() && answer.getBoolean(1)) {
                        return Optional.of(connection);
                    }
                }
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
            connection.close();
            return Optional.empty();
        } catch (SQLException e) {
            throw Database.cannotBeOpened(address, e);
        }
    }

    @Override
    public String description() {
        return "the database " + address.shown();
    }

    @Override
    public void close() {
        held.ifPresent(connection -> {
            try (connection;
                    var statement = connection.createStatement()) {
                // Without it the lock is free only when the database has noticed the end.
                statement.execute("select pg_advisory_unlock_all()");
            } catch (SQLException e) {
                LOG.debug("The connection of the lock is closed already", e);
            }
        });
        held = Optional.empty();
    }
}
