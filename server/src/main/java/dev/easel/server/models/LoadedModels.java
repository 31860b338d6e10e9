package dev.easel.server.models;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/**
 * The models that are in memory, within a budget: those that nobody uses go first, the one that was
 * used the longest ago before the others. A model that alone is larger than the budget is loaded
 * where there is no other. A model counts with the bytes that its weights take once it has been
 * loaded, with an estimate before.
 *
 * <p>Any number of threads may use it. {@link #readiness} and {@link #lease} never wait for a model
 * to be loaded or freed: {@link Lease#model} and {@link Lease#close} do that.
 */
@Component
public final class LoadedModels implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LoadedModels.class);

    private final long budget;

    /** In the order of use, the longest ago first. */
    private final Map<ModelKey, LoadedModel> models = new LinkedHashMap<>();

    /** What the models took that were loaded before. */
    private final Map<ModelKey, Long> measured = new HashMap<>();

    /** No longer among the models, and not closed yet. */
    private final List<LoadedModel> leaving = new ArrayList<>();

    /** Held while models are closed, for others to wait until their memory is free. */
    private final ReentrantLock closing = new ReentrantLock();

    @Autowired
    LoadedModels(ModelSettings settings) {
        this(settings.modelMemory());
    }

    LoadedModels(Optional<Long> budget) {
        this.budget = budget.orElseGet(LoadedModels::halfOfTheMachine);
    }

    /** How near a model is to being used. */
    public enum Readiness {
        /** In memory, or on its way there. */
        LOADED,
        /** There is room for it, if need be by letting others go. */
        POSSIBLE,
        /** Those who use other models must end first. */
        NOT_NOW
    }

    /** {@return how near a model is to being used} */
    public synchronized Readiness readiness(ModelSource<?> source) {
        if (models.containsKey(source.key())) {
            return Readiness.LOADED;
        }
        long used =
                models.values().stream()
                        .filter(LoadedModel::inUse)
                        .mapToLong(LoadedModel::bytes)
                        .sum();
        boolean alone = models.values().stream().noneMatch(LoadedModel::inUse);
        return alone || used + expected(source) <= budget ? Readiness.POSSIBLE : Readiness.NOT_NOW;
    }

    private long expected(ModelSource<?> source) {
        return Optional.ofNullable(measured.get(source.key()))
                .orElseGet(() -> source.estimate().getAsLong());
    }

    /** {@return a hold of a model, to be closed; absent where it is not ready now} */
    public synchronized <T extends AutoCloseable> Optional<Lease<T>> lease(ModelSource<T> source) {
        if (readiness(source) == Readiness.NOT_NOW) {
            return Optional.empty();
        }
        var model =
                Optional.ofNullable(models.get(source.key()))
                        .orElseGet(() -> new LoadedModel(source, expected(source)));
        models.remove(source.key()); // it goes to the end: it was used last
        models.put(source.key(), model);
        model.take();
        dismiss();
        return Optional.of(new Lease<>(source.type(), model, this));
    }

    /** Moves models that nobody uses to those that leave, until the rest fits. */
    private void dismiss() {
        long bytes = models.values().stream().mapToLong(LoadedModel::bytes).sum();
        for (var model : List.copyOf(models.values())) {
            if (bytes > budget && !model.inUse()) {
                models.remove(model.key());
                leaving.add(model);
                bytes -= model.bytes();
            }
        }
    }

    /** {@return a model that somebody holds} Those that leave are gone before it is loaded. */
    AutoCloseable load(LoadedModel model) {
        return model.get(this::closeLeaving, () -> measured(model));
    }

    /** A model that takes more than was expected makes further ones leave. */
    private void measured(LoadedModel model) {
        synchronized (this) {
            measured.put(model.key(), model.bytes());
            dismiss();
        }
        closeLeaving();
    }

    void giveBack(LoadedModel model) {
        model.measure();
        synchronized (this) {
            model.giveBack();
            if (model.isLoaded()) {
                measured.put(model.key(), model.bytes());
            }
            if (model.isBroken() && !model.inUse() && models.remove(model.key(), model)) {
                leaving.add(model); // the next one tries to load it again
            }
            dismiss();
        }
        closeLeaving();
    }

    private void closeLeaving() {
        closing.lock();
        try {
            takeLeaving().forEach(LoadedModels::close);
        } finally {
            closing.unlock();
        }
    }

    private synchronized List<LoadedModel> takeLeaving() {
        var taken = List.copyOf(leaving);
        leaving.clear();
        return taken;
    }

    private static void close(LoadedModel model) {
        LOG.info("{} leaves the memory", model.name());
        model.close();
    }

    /** {@return the names of the models in memory, the one used last at the end} */
    public synchronized List<String> names() {
        return models.keySet().stream().map(ModelKey::name).toList();
    }

    /**
     * A model that is in memory, or on its way there.
     *
     * @param loaded whether it is there
     * @param bytes that its weights take, or are expected to take
     */
    public record InMemory(boolean loaded, long bytes) {}

    /** {@return the models of a type that are in memory or on their way there, by their names} */
    public synchronized Map<String, InMemory> inMemory(Class<?> type) {
        return models.values().stream()
                .filter(model -> model.key().type().equals(type))
                .collect(
                        Collectors.toMap(
                                LoadedModel::name,
                                model -> new InMemory(model.isLoaded(), model.bytes())));
    }

    /** {@return whether nobody uses a model, which is no longer in memory then} */
    public boolean unload(Class<?> type, String name) {
        synchronized (this) {
            var model = Optional.ofNullable(models.get(new ModelKey(type, name)));
            if (model.filter(LoadedModel::inUse).isPresent()) {
                return false;
            }
            model.ifPresent(idle -> {
                models.remove(idle.key());
                leaving.add(idle);
            });
        }
        closeLeaving();
        return true;
    }

    private static long halfOfTheMachine() {
        var system = ManagementFactory.getOperatingSystemMXBean();
        return system instanceof com.sun.management.OperatingSystemMXBean machine
                ? machine.getTotalMemorySize() / 2
                : Long.MAX_VALUE;
    }

    /** Closes all of them; nobody may use one any more. */
    @Override
    public void close() {
        List<LoadedModel> all;
        synchronized (this) {
            all = List.copyOf(models.values());
            models.clear();
        }
        closeLeaving();
        all.forEach(LoadedModel::close);
    }
}
