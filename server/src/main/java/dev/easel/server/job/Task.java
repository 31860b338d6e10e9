package dev.easel.server.job;

import dev.easel.server.billing.Usd;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What a job is to do. */
public interface Task {
    /** {@return what it is, for records and logs} */
    Summary summary();

    /** {@return what the client is told that it costs} */
    Usd cost();

    /** {@return what its user's plan pays: the cost with the fee} */
    Usd charge();

    /** {@return bytes of a picture that it begins from and holds while it waits} */
    long heldBytes();

    /** {@return how near its model is to being used} */
    JobQueue.Readiness readiness();

    /** {@return the work with its model held; absent where the model is not ready now} */
    Optional<Work> claim();

    /**
     * What a job makes, in a few values.
     *
     * @param protocol by which it was asked for
     * @param model the name of what makes the pictures
     * @param steps that are run for each picture; 0 where none are
     * @param number of pictures
     */
    record Summary(String protocol, String model, int width, int height, int steps, int number) {}

    /** The work, whose model is held until this is closed. */
    interface Work extends AutoCloseable {
        /** {@return whether its model is in memory} */
        boolean isReady();

        /** Brings its model into memory, or waits until another has done so. */
        void load();

        /**
         * {@return the pictures}
         *
         * @param progress told after each step how far it is; what it throws ends the work
         * @throws IllegalArgumentException where the model cannot make what is asked for
         */
        List<MadePicture> make(Consumer<JobState.Generating> progress);

        @Override
        void close();
    }
}
