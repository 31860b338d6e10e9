package dev.easel.model;

import dev.easel.checkpoint.ParameterStore;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * A component of a model: its weights are in memory always, or only while it is used.
 *
 * @param <T> the network, immutable
 */
public sealed interface Component<T> permits LoadedComponent, OffloadedComponent {
    /** {@return a component that is loaded; any number of threads may use it at the same time} */
    static <T> Component<T> loaded(T network) {
        return new LoadedComponent<>(network);
    }

    /**
     * {@return a component that is loaded for each use and released after it}
     *
     * @param lock held meanwhile; components that share one are in memory one after the other,
     *     unless one is used by the work of another
     * @param loader the store owns the weights that it takes
     */
    static <T> Component<T> offloaded(ReentrantLock lock, Function<ParameterStore, T> loader) {
        return new OffloadedComponent<>(lock, loader);
    }

    /**
     * {@return what the work gives} What it makes belongs to the innermost scope of the caller; the
     * network must not be kept beyond it.
     */
    <R> R use(Function<? super T, ? extends R> work);
}
