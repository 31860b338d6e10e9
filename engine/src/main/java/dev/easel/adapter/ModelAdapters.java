package dev.easel.adapter;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.checkpoint.ModelChanges;
import dev.easel.checkpoint.ModelTensors;
import dev.easel.checkpoint.WeightChanges;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Adapters that were fitted to a model. Of several that change a tensor the changes of the
 * unchanged one are added.
 */
public final class ModelAdapters implements ModelChanges {
    private final Map<String, Map<String, List<Applied>>> parts = new HashMap<>();
    private final List<String> notes = new ArrayList<>();

    /** What an adapter adds to a tensor, and how much of it. */
    record Applied(Adapter adapter, Update update, double weight) {}

    /**
     * Fits adapters to a model.
     *
     * @throws AdapterException where one does not fit
     */
    public ModelAdapters(List<WeightedAdapter> adapters, ModelTensors model) {
        var names = new LayerNames(model);
        for (var weighted : adapters) {
            var fitted = fitted(weighted.adapter(), model, names);
            notes.addAll(fitted.notes());
            fitted.updates()
                    .forEach((part, updates) -> add(weighted, weighted.on(part), part, updates));
        }
    }

    private static FittedAdapter fitted(Adapter adapter, ModelTensors model, LayerNames names) {
        try {
            return FittedAdapter.of(adapter, model, names);
        } catch (CheckpointException e) {
            throw new AdapterException(e);
        }
    }

    private void add(
            WeightedAdapter adapter, double weight, String part, Map<String, Update> updates) {
        if (weight == 0) {
            return;
        }
        var tensors = parts.computeIfAbsent(part, _ -> new HashMap<>());
        updates.forEach((key, update) ->
                tensors.computeIfAbsent(key, _ -> new ArrayList<>())
                        .add(new Applied(adapter.adapter(), update, weight)));
    }

    /** {@return what was found in the files, a sentence each} */
    public List<String> notes() {
        return List.copyOf(notes);
    }

    @Override
    public boolean touches(String part) {
        return parts.containsKey(part);
    }

    @Override
    public WeightChanges open(String part) {
        var updates = parts.getOrDefault(part, Map.of());
        var files = new LinkedHashMap<Adapter, AdapterTensors>();
        try {
            updates.values().stream()
                    .flatMap(List::stream)
                    .map(Applied::adapter)
                    .distinct()
                    .forEach(adapter -> files.put(adapter, adapter.tensors()));
            return new PartChanges(updates, files);
        } catch (RuntimeException e) {
            files.values().forEach(AdapterTensors::close);
            throw e instanceof CheckpointException found ? new AdapterException(found) : e;
        }
    }
}
