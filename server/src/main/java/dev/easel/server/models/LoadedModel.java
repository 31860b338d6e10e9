package dev.easel.server.models;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * A model that is in memory, or on its way there. How many use it is guarded by {@link
 * LoadedModels}, its loading by a lock of its own.
 */
final class LoadedModel {
    private static final Logger LOG = LoggerFactory.getLogger(LoadedModel.class);

    private final ModelSource<?> source;
    private int users;
    private Optional<AutoCloseable> model = Optional.empty();
    private volatile Optional<LongSupplier> measure = Optional.empty();
    private volatile long bytes;
    private volatile boolean broken;
    private volatile boolean loaded;

    /**
     * Prepares a model that is not loaded yet.
     *
     * @param bytes that it is expected to take
     */
    LoadedModel(ModelSource<?> source, long bytes) {
        this.source = source;
        this.bytes = bytes;
    }

    ModelKey key() {
        return source.key();
    }

    String name() {
        return source.name();
    }

    /** {@return what the weights take: measured once they are loaded, expected before} */
    long bytes() {
        return bytes;
    }

    /** Measures again what the weights take, for whoever holds the model. */
    void measure() {
        measure.ifPresent(now -> bytes = now.getAsLong());
    }

    void take() {
        users++;
    }

    void giveBack() {
        users--;
    }

    boolean inUse() {
        return users > 0;
    }

    /** {@return whether it is in memory, not on its way there} */
    boolean isLoaded() {
        return loaded;
    }

    /** Its weights cannot be used, as those found who used them. */
    void giveUp() {
        broken = true;
    }

    boolean isBroken() {
        return broken;
    }

    /**
     * {@return the model; the first to ask loads it, the others wait}
     *
     * @param before run before it is loaded
     * @param after run once it is loaded
     */
    synchronized AutoCloseable get(Runnable before, Runnable after) {
        return model.orElseGet(() -> {
            before.run();
            var loaded = load();
            after.run();
            return loaded;
        });
    }

    private AutoCloseable load() {
        long start = System.nanoTime();
        try {
            var opened = source.open();
            model = Optional.of(opened.model());
            measure = Optional.of(opened.bytes());
            measure();
            loaded = true;
            LOG.info(
                    "{} loaded in {} ms, {} MB",
                    name(),
                    (System.nanoTime() - start) / 1_000_000,
                    bytes / 1_000_000);
            return opened.model();
        } catch (RuntimeException | Error e) {
            broken = true;
            throw e;
        }
    }

    synchronized void close() {
        model.ifPresent(m -> {
            try {
                m.close();
            } catch (Exception e) {
                LOG.warn("{} cannot be closed", name(), e);
            }
        });
        model = Optional.empty();
    }
}
