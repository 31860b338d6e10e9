package dev.easel.server.models;

import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * A model that may be loaded. Two sources of the same type and name are the same model.
 *
 * @param <T> what it is once it is loaded
 * @param name what people call what makes the picture
 * @param estimate bytes that its weights are expected to take in memory, before it was loaded
 * @param opener loads it
 * @param measure bytes that the weights of the loaded model take
 */
public record ModelSource<T extends AutoCloseable>(
        String name,
        Class<T> type,
        LongSupplier estimate,
        Supplier<T> opener,
        ToLongFunction<T> measure) {

    ModelKey key() {
        return new ModelKey(type, name);
    }

    /**
     * A model that was loaded.
     *
     * @param bytes that its weights take by now: layers read theirs when they are first used
     */
    record Opened(AutoCloseable model, LongSupplier bytes) {}

    Opened open() {
        T model = opener.get();
        return new Opened(model, () -> measure.applyAsLong(model));
    }
}
