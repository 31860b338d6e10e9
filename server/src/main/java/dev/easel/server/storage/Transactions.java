package dev.easel.server.storage;

import com.zaxxer.hikari.HikariDataSource;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

import java.util.function.Supplier;

/**
 * Runs work in a transaction that is on the disk when this returns. Within another transaction of
 * the same database the work takes part in that one.
 */
public final class Transactions {
    private final TransactionTemplate template;
    private final Runnable toDisk;

    private Transactions(TransactionTemplate template, Runnable toDisk) {
        this.template = template;
        this.toDisk = toDisk;
    }

    /** {@return transactions of a database that {@link Database} has opened} */
    public static Transactions of(HikariDataSource source) {
        var client = JdbcClient.create(source);
        return new Transactions(
                new TransactionTemplate(new JdbcTransactionManager(source)),
                Database.isEmbedded(source)
                        ? new SharedSync(() -> EmbeddedDatabase.toDisk(client))
                        : () -> {});
    }

    /** {@return what the work gives} What it throws takes back what it did. */
    public <T> T get(Supplier<T> work) {
        T result = template.execute(_ -> work.get());
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            toDisk.run();
        }
        return result;
    }

    /** Runs the work. What it throws takes back what it did. */
    public void run(Runnable work) {
        get(() -> {
            work.run();
            return true;
        });
    }
}
