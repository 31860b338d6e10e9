package dev.easel.server.job;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * Tells those who watch a job how it stands. They see its newest state; the slow ones miss states
 * between, never the last. It knows ids and values alone, so that worker and watcher may be in
 * different processes. Thread-safe.
 */
public interface JobEvents {
    /**
     * A state and when it came.
     *
     * @param version grows by 1 with each change, and with each start of the server
     */
    record Event(long version, JobState state) {}

    /** Begins to tell of a job, which waits. */
    void open(UUID job);

    /**
     * Tells a new state.
     *
     * @return whether the job went on until now; what comes after its last state is passed over
     */
    boolean publish(UUID job, JobState state);

    /** {@return a view of a job; absent where nobody works on it or has it waiting} */
    Optional<Watch> watch(UUID job);

    /** Ends to tell of a job. Those who watch it keep its last state. */
    void close(UUID job);

    /** A view of one job. */
    interface Watch extends AutoCloseable {
        /** {@return the newest state} */
        Event now();

        /**
         * {@return the newest state, once it is newer than a version, or after a time}
         *
         * @throws InterruptedException where this thread is to end
         */
        Event await(long version, Duration atMost) throws InterruptedException;

        /**
         * {@return the last state, once it is there, or after a time the newest} The states before
         * it wake nobody, and take no time from the steps that they tell of.
         *
         * @throws InterruptedException where this thread is to end
         */
        Event awaitEnd(Duration atMost) throws InterruptedException;

        @Override
        void close();
    }
}
