package dev.easel.checkpoint;

import dev.easel.tensor.OwnedTensors;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * What is made of a layer's weight when it is first asked for: until then nothing of the weight is
 * read. The store owns it from then on, whatever scope is open where it is made. Where it cannot be
 * made, each who asks is told so. Thread-safe.
 *
 * @param <T> the layer's kernel, or several of them
 */
final class Deferred<T extends OwnedTensors> implements Supplier<T> {
    private final ParameterStore store;
    private final long expected;
    private final Supplier<T> maker;
    private volatile Optional<T> made = Optional.empty();

    /**
     * Reads nothing yet.
     *
     * @param expected bytes that it will take, about: the store counts them meanwhile
     */
    Deferred(ParameterStore store, long expected, Supplier<T> maker) {
        this.store = store;
        this.expected = expected;
        this.maker = maker;
        store.expect(expected);
    }

    @Override
    public T get() {
        return made.orElseGet(this::make);
    }

    private synchronized T make() {
        if (made.isEmpty()) {
            made = Optional.of(store.made(maker));
            store.expect(-expected);
        }
        return made.orElseThrow();
    }
}
