package dev.easel.server.models;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Optional;

/**
 * A model that is in memory, or on its way there. How many use it is guarded by {@link
 * LoadedModels}, its loading by a lock of its own.
 */
final class LoadedModel<T extends AutoCloseable> {
    private static final Logger LOG = LoggerFactory.getLogger(LoadedModel.class);

    private final ModelSource<T> source;
    private int users;
    private Optional<T> model = Optional.empty();
    private volatile boolean broken;

    LoadedModel(ModelSource<T> source) {
        this.source = source;
    }

    String name() {
        return source.name();
    }

    long bytes() {
        return source.bytes();
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

    boolean isBroken() {
        return broken;
    }

    @SuppressWarnings("unchecked") // the type was looked at
    <S extends AutoCloseable> LoadedModel<S> as(Class<S> type) {
        if (source.type() != type) {
            throw new IllegalStateException(name() + " is a " + source.type().getSimpleName());
        }
        return (LoadedModel<S>) this;
    }

    /** {@return the model; the first to ask loads it, the others wait} */
    synchronized T get() {
        return model.orElseGet(this::load);
    }

    private T load() {
        long start = System.nanoTime();
        try {
            T loaded = source.opener().get();
            model = Optional.of(loaded);
            LOG.info("{} loaded in {} ms", name(), (System.nanoTime() - start) / 1_000_000);
            return loaded;
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
