package dev.easel.pipeline;

import dev.easel.adapter.ModelAdapters;
import dev.easel.adapter.WeightedAdapter;
import dev.easel.model.LoadedModel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One model with the adapters of several requests. It is loaded once: with adapters it shares all
 * that they do not change, so they are put on in the time that their own numbers take, and requests
 * at the same time do not see each other's. A few that nobody uses are kept for the next request.
 */
final class AdaptedModels implements AutoCloseable {
    /** What they hold beside the model may be as much as the model, so there are few. */
    private static final int KEPT = 2;

    private final LoadedModel model;
    private final Map<List<WeightedAdapter>, Adapted> byAdapters = new LinkedHashMap<>();

    AdaptedModels(LoadedModel model) {
        this.model = model;
    }

    /** A model with adapters, made by whoever asks for it first. */
    private static final class Adapted {
        private final List<WeightedAdapter> adapters;
        private int users;
        private volatile Optional<Made> made = Optional.empty();

        Adapted(List<WeightedAdapter> adapters) {
            this.adapters = adapters;
        }

        synchronized Made of(LoadedModel unchanged) {
            var ready =
                    made.orElseGet(() -> {
                        var changes = new ModelAdapters(adapters, unchanged.tensors());
                        return new Made(unchanged.changed(changes), adapters, changes.notes());
                    });
            made = Optional.of(ready);
            return ready;
        }

        boolean isMade() {
            return made.isPresent();
        }

        long bytes() {
            return made.map(ready -> ready.model().bytes()).orElse(0L);
        }

        synchronized void free() {
            made.ifPresent(ready -> ready.model().close());
            made = Optional.empty();
        }
    }

    /**
     * A model with adapters.
     *
     * @param notes what was found in their files
     */
    record Made(LoadedModel model, List<WeightedAdapter> adapters, List<String> notes) {}

    /**
     * {@return what the work makes of the model with adapters}
     *
     * @throws dev.easel.adapter.AdapterException where an adapter does not fit the model
     */
    <T> T use(List<WeightedAdapter> adapters, Function<Made, T> work) {
        if (adapters.isEmpty()) {
            return work.apply(new Made(model, List.of(), List.of()));
        }
        var adapted = claim(adapters);
        try {
            return work.apply(adapted.of(model));
        } finally {
            release(adapted);
        }
    }

    /** {@return the bytes that adapters take beside the model} */
    synchronized long bytes() {
        return byAdapters.values().stream().mapToLong(Adapted::bytes).sum();
    }

    private synchronized Adapted claim(List<WeightedAdapter> adapters) {
        var known = Optional.ofNullable(byAdapters.remove(adapters));
        if (known.isEmpty()) {
            freeIdle(KEPT - 1);
        }
        var adapted = known.orElseGet(() -> new Adapted(adapters));
        adapted.users++;
        byAdapters.put(adapters, adapted);
        return adapted;
    }

    private synchronized void release(Adapted adapted) {
        adapted.users--;
        if (adapted.users == 0 && !adapted.isMade()) {
            byAdapters.remove(adapted.adapters); // it does not fit
        }
        freeIdle(KEPT);
    }

    /** Frees those that nobody uses, the longest unused first, until so many are left. */
    private void freeIdle(int left) {
        var idle =
                new ArrayList<>(byAdapters.values().stream().filter(it -> it.users == 0).toList());
        while (idle.size() > left) {
            var oldest = idle.removeFirst();
            byAdapters.remove(oldest.adapters);
            oldest.free();
        }
    }

    /** Frees all; nobody uses one any more. */
    @Override
    public synchronized void close() {
        freeIdle(0);
    }
}
