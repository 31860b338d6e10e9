package dev.easel.model;

import dev.easel.checkpoint.ParameterStore;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * A part of a model: its weights are in memory always, or only while it is used.
 *
 * @param <T> the network, immutable
 */
public final class Component<T> {
    private final Use<T> use;

    private Component(Use<T> use) {
        this.use = use;
    }

    /** How a part is brought to those who use it. */
    private interface Use<T> {
        <R> R with(Function<? super T, ? extends R> work);
    }

    /** {@return a part that is loaded; any number of threads may use it at the same time} */
    public static <T> Component<T> loaded(T network) {
        return new Component<>(
                new Use<>() {
                    @Override
                    public <R> R with(Function<? super T, ? extends R> work) {
                        return work.apply(network);
                    }
                });
    }

    /**
     * {@return a part that is loaded for each use and released after it}
     *
     * @param turn held meanwhile; parts that share one are in memory one after the other, unless
     *     one is used by the work of another
     * @param loader the store owns the weights that it takes
     */
    static <T> Component<T> onDemand(ReentrantLock turn, Function<ParameterStore, T> loader) {
        return new Component<>(
                new Use<>() {
                    @Override
                    public <R> R with(Function<? super T, ? extends R> work) {
                        turn.lock();
                        try (var store = new ParameterStore()) {
                            return work.apply(loader.apply(store));
                        } finally {
                            turn.unlock();
                        }
                    }
                });
    }

    /**
     * {@return what the work gives} What it makes belongs to the innermost scope of the caller; the
     * network must not be kept beyond it.
     */
    public <R> R use(Function<? super T, ? extends R> work) {
        return use.with(work);
    }
}
