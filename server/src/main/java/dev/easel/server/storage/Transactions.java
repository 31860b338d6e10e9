package dev.easel.server.storage;

import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import java.util.function.Supplier;

/** Runs work in a transaction that is on the disk when this returns. */
public final class Transactions {
    private final TransactionTemplate template;
    private final Runnable toDisk;

    Transactions(PlatformTransactionManager manager, Runnable toDisk) {
        this.template = new TransactionTemplate(manager);
        this.toDisk = toDisk;
    }

    /** {@return what the work gives} What it throws takes back what it did. */
    public <T> T get(Supplier<T> work) {
        T result = template.execute(_ -> work.get());
        toDisk.run();
        return result;
    }

    /** Runs the work. What it throws takes back what it did. */
    public void run(Runnable work) {
        template.executeWithoutResult(_ -> work.run());
        toDisk.run();
    }
}
