package dev.easel.server.models;

import java.util.function.Supplier;

/**
 * A model that may be loaded. Two sources of the same name are the same model.
 *
 * @param <T> what it is once it is loaded
 * @param name what people call what makes the picture
 * @param bytes what its weights take in memory, at most
 */
public record ModelSource<T extends AutoCloseable>(
        String name, Class<T> type, long bytes, Supplier<T> opener) {}
