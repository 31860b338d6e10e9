package dev.easel.server.job;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Where jobs wait for a worker. Fair among their owners; jobs whose model a worker has loaded go
 * first, and no job is passed over without end. It knows ids and values alone, so that it may be in
 * another process. Thread-safe.
 */
public interface JobQueue {
    /**
     * A job that waits.
     *
     * @param owner among whom the queue is fair
     * @param model the name of the model that it needs
     * @param heldBytes of a picture that it begins from and holds while it waits
     */
    record Entry(UUID job, String owner, String model, long heldBytes) {}

    /** What the queue asks of the worker that wants a job. */
    interface Worker {
        /** {@return how near the worker is to doing a job} */
        Readiness readiness(Entry entry);

        /**
         * Asks the worker to make ready for a job, which from then on is no longer in the queue. It
         * must not take long.
         *
         * @return whether it takes the job; where not, the job stays in the queue
         */
        boolean claim(Entry entry);
    }

    /** How near a worker is to doing a job. */
    enum Readiness {
        /** The job's model is in memory, or on its way there. */
        LOADED,
        /** There is room for its model. */
        POSSIBLE,
        /** Other work must end first. */
        NOT_NOW
    }

    /** {@return whether there was room for the job, which is never so once it is closed} */
    boolean offer(Entry entry);

    /**
     * Adds a job that was taken on before, whatever the queue's length.
     *
     * @param entry of an earlier run of the server
     */
    void putBack(Entry entry);

    /**
     * {@return the next job that the worker has claimed; absent once the queue is closed} Waits
     * until there is one.
     */
    Optional<UUID> take(Worker worker);

    /** Tells that a worker may now take what it could not take before. */
    void reconsider();

    /** {@return whether the job was there, and is not any more} */
    boolean remove(UUID job);

    /** {@return the jobs that wait, the next one first} */
    List<UUID> waiting();

    /** {@return how many jobs wait} */
    int size();

    /** Sends home the workers that wait for a job. */
    void close();
}
