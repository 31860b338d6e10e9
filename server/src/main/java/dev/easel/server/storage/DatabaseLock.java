package dev.easel.server.storage;

/**
 * What one process can hold of a database. It is released when the process ends, however it ends.
 */
sealed interface DatabaseLock extends AutoCloseable permits FolderLock, AdvisoryLock {
    /** {@return the lock of the database that is configured, not taken yet} */
    static DatabaseLock of(StorageSettings settings) {
        return Database.postgres(settings)
                .<DatabaseLock>map(AdvisoryLock::new)
                .orElseGet(() -> new FolderLock(EmbeddedDatabase.folder(settings.data())));
    }

    /**
     * {@return whether this process holds the lock} It is taken where it is free, also where it was
     * held before and has been lost.
     *
     * @throws IllegalStateException where that cannot be found out; the message says why
     */
    boolean hold();

    /** {@return what is locked, and by whom if that is known} */
    String description();

    /** Releases the lock. */
    @Override
    void close();
}
