package dev.easel.server.job;

import dev.easel.server.billing.Usd;
import dev.easel.server.models.Lease;
import dev.easel.server.models.LoadedModels;
import dev.easel.server.models.ModelSource;

import java.util.Optional;
import java.util.function.DoubleConsumer;

/**
 * What a job is to do.
 *
 * @param <T> the loaded model that it needs
 * @param cost that the client is told
 * @param charge that its user's plan pays: the cost with the fee
 * @param heldBytes of a picture that it begins from and holds while it waits
 */
public record Task<T extends AutoCloseable>(
        ModelSource<T> model, Usd cost, Usd charge, long heldBytes, Work<T> work) {

    /** Makes the pictures. */
    @FunctionalInterface
    public interface Work<T> {
        /**
         * {@return the results, a JSON array}
         *
         * @param progress told after each step, from 0 to 1; what it throws ends the work
         * @throws IllegalArgumentException where the model cannot make what is asked for
         */
        Json make(T model, DoubleConsumer progress);
    }

    /**
     * {@return a hold of the model with the work on it; absent where the model is not ready}
     *
     * @param released run after the hold is given up
     */
    Optional<Ready> ready(LoadedModels models, Runnable released) {
        return models.lease(model).map(lease -> new Bound<>(lease, work, released));
    }

    /** A task whose model is held. */
    sealed interface Ready extends AutoCloseable {
        /** {@return the results, a JSON array} */
        Json make(DoubleConsumer progress);

        @Override
        void close();
    }

    private record Bound<T extends AutoCloseable>(Lease<T> lease, Work<T> work, Runnable released)
            implements Ready {
        @Override
        public Json make(DoubleConsumer progress) {
            return work.make(lease.model(), progress);
        }

        @Override
        public void close() {
            lease.close();
            released.run();
        }
    }
}
