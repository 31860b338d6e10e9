package dev.easel.server.job;

import java.util.Optional;

/**
 * Where jobs wait for a worker. Fair among their owners; jobs whose model is loaded go first, and
 * no job is passed over without end. Thread-safe.
 */
interface JobQueue {
    /** {@return whether there was place for the job, which is never so once it is closed} */
    boolean offer(Job job);

    /**
     * Adds a job that was taken on before, whatever the queue's length.
     *
     * @param job of an earlier run of the server
     */
    void putBack(Job job);

    /** {@return the next job, which from now on is not in the queue; absent once it is closed} */
    Optional<Ticket> take();

    /** Sends home those who wait for a job. */
    void close();

    /** {@return whether the job was there, and is not any more} */
    boolean remove(Job job);

    /** {@return how many jobs wait} */
    int size();

    /**
     * A job whose turn it is.
     *
     * @param task with its model held; close it
     */
    record Ticket(Job job, Task.Ready task) {}
}
