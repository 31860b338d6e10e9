package dev.easel.server.models;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The models that are in memory, within a budget: those that nobody uses go first, the one that was
 * used the longest ago before the others. A model that alone is larger than the budget is loaded
 * where there is no other.
 *
 * <p>Any number of threads may use it; loading holds up only those who want the same model.
 */
@Component
public final class LoadedModels implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LoadedModels.class);

    private final long budget;

    /** In the order of use, the longest ago first. */
    private final Map<String, LoadedModel<?>> models = new LinkedHashMap<>();

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
        /** There is place for it, if need be by letting others go. */
        POSSIBLE,
        /** Those who use other models must end first. */
        NOT_NOW
    }

    /** {@return how near a model is to being used} */
    public synchronized Readiness readiness(ModelSource<?> source) {
        if (models.containsKey(source.name())) {
            return Readiness.LOADED;
        }
        long used =
                models.values().stream()
                        .filter(LoadedModel::inUse)
                        .mapToLong(LoadedModel::bytes)
                        .sum();
        boolean alone = models.values().stream().noneMatch(LoadedModel::inUse);
        return alone || used + source.bytes() <= budget ? Readiness.POSSIBLE : Readiness.NOT_NOW;
    }

    /** {@return a hold of a model, to be closed; absent where it is not ready now} */
    public <T extends AutoCloseable> Optional<Lease<T>> lease(ModelSource<T> source) {
        List<LoadedModel<?>> leaving = new ArrayList<>();
        LoadedModel<T> model;
        synchronized (this) {
            if (readiness(source) == Readiness.NOT_NOW) {
                return Optional.empty();
            }
            model = taken(source);
            leaving.addAll(makePlace());
        }
        leaving.forEach(LoadedModels::close);
        return Optional.of(new Lease<>(model, this));
    }

    private <T extends AutoCloseable> LoadedModel<T> taken(ModelSource<T> source) {
        var known = Optional.ofNullable(models.remove(source.name()));
        LoadedModel<T> model =
                known.map(m -> m.as(source.type())).orElseGet(() -> new LoadedModel<>(source));
        models.put(source.name(), model);
        model.take();
        return model;
    }

    /** Lets go of models that nobody uses until the rest fits. */
    private List<LoadedModel<?>> makePlace() {
        List<LoadedModel<?>> leaving = new ArrayList<>();
        long bytes = models.values().stream().mapToLong(LoadedModel::bytes).sum();
        for (var model : List.copyOf(models.values())) {
            if (bytes > budget && !model.inUse()) {
                models.remove(model.name());
                leaving.add(model);
                bytes -= model.bytes();
            }
        }
        return leaving;
    }

    void giveBack(LoadedModel<?> model) {
        List<LoadedModel<?>> leaving = new ArrayList<>();
        synchronized (this) {
            model.giveBack();
            if (model.isBroken() && !model.inUse()) {
                models.remove(model.name(), model); // the next one tries to load it again
            }
            leaving.addAll(makePlace());
        }
        leaving.forEach(LoadedModels::close);
    }

    private static void close(LoadedModel<?> model) {
        LOG.info("{} leaves the memory", model.name());
        model.close();
    }

    /** {@return the names of the models in memory, the one used last at the end} */
    public synchronized List<String> names() {
        return List.copyOf(models.keySet());
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
        List<LoadedModel<?>> all;
        synchronized (this) {
            all = List.copyOf(models.values());
            models.clear();
        }
        all.forEach(LoadedModel::close);
    }
}
