package dev.easel.model;

import dev.easel.checkpoint.ParameterStore;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/** Its weights are in memory while it is used. */
record OffloadedComponent<T>(ReentrantLock lock, Function<ParameterStore, T> loader)
        implements Component<T> {
    @Override
    public <R> R use(Function<? super T, ? extends R> work) {
        lock.lock();
        try (var store = new ParameterStore()) {
            return work.apply(loader.apply(store));
        } finally {
            lock.unlock();
        }
    }
}
