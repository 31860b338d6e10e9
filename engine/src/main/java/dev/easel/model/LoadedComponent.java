package dev.easel.model;

import java.util.function.Function;

/** Its weights are in memory until the model is closed. */
record LoadedComponent<T>(T network) implements Component<T> {
    @Override
    public <R> R use(Function<? super T, ? extends R> work) {
        return work.apply(network);
    }
}
