package dev.easel.adapter;

import dev.easel.adapter.LayerNames.Parameter;
import dev.easel.checkpoint.CheckpointException;
import dev.easel.checkpoint.ModelTensors;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an adapter adds to a model.
 *
 * @param updates by the part, by the key of the tensor
 * @param layers how many layers it changes
 * @param ignored what the adapter calls layers that the model does not have
 */
record FittedAdapter(
        Adapter adapter,
        Map<String, Map<String, Update>> updates,
        int layers,
        List<String> ignored) {
    FittedAdapter {
        updates = Map.copyOf(updates);
        ignored = List.copyOf(ignored);
    }

    /**
     * {@return the adapter for a model}
     *
     * @throws CheckpointException where it does not fit
     */
    static FittedAdapter of(Adapter adapter, ModelTensors model, LayerNames names) {
        var fitting = new Fitting(adapter, model);
        adapter.layers().forEach(layer -> fitting.add(layer, names));
        if (fitting.updates.isEmpty()) {
            throw fitting.refused(
                    "which has none of the %d layers that it changes, such as %s"
                            .formatted(fitting.ignored.size(), fitting.ignored.getFirst()));
        }
        return new FittedAdapter(adapter, fitting.updates, fitting.layers, fitting.ignored);
    }

    /** {@return what was found in the file, a sentence each} */
    List<String> notes() {
        var notes = new ArrayList<String>();
        notes.add("%s changes %d layers".formatted(adapter, layers));
        if (!ignored.isEmpty()) {
            notes.add(
                    "%s: %d layers are ignored, for the model does not have them: %s"
                            .formatted(adapter, ignored.size(), listed(ignored)));
        }
        if (!adapter.others().isEmpty()) {
            notes.add(
                    "%s: %d tensors are ignored, for they are no adapter's: %s"
                            .formatted(adapter, adapter.others().size(), listed(adapter.others())));
        }
        return notes;
    }

    private static String listed(List<String> names) {
        return String.join(", ", names.stream().limit(3).toList())
                + (names.size() > 3 ? ", ..." : "");
    }

    /** Collects what the tensors of an adapter add. */
    private static final class Fitting {
        private final Adapter adapter;
        private final ModelTensors model;
        private final Map<String, Map<String, Update>> updates = new HashMap<>();
        private final List<String> ignored = new ArrayList<>();
        private int layers;

        Fitting(Adapter adapter, ModelTensors model) {
            this.adapter = adapter;
            this.model = model;
        }

        void add(LayerTensors tensors, LayerNames names) {
            var found = names.find(tensors.layer());
            if (found.isEmpty()) {
                ignored.add(tensors.layer());
                return;
            }
            var layer = found.get();
            var changes = LayerUpdates.of(tensors);
            boolean weight = add(tensors, layer.part(), layer.weight(), changes.weight());
            boolean bias = add(tensors, layer.part(), layer.bias(), changes.bias());
            if (weight || bias) {
                layers++;
            } else {
                ignored.add(tensors.layer());
            }
        }

        private boolean add(
                LayerTensors tensors,
                String part,
                Optional<Parameter> parameter,
                Optional<Update> update) {
            if (update.isEmpty() || parameter.isEmpty()) {
                return false;
            }
            var changed = parameter.get();
            if (!update.get().fits(changed.shape())) {
                throw refused(
                        "whose tensor %s %s the tensors %s of %s do not fit"
                                .formatted(
                                        changed.key(),
                                        changed.shape(),
                                        tensors.shapes(),
                                        tensors.layer()));
            }
            var before =
                    updates.computeIfAbsent(part, _ -> new HashMap<>())
                            .put(changed.key(), update.get());
            if (before != null) {
                throw new CheckpointException(
                        "%s changes the layer %s twice".formatted(adapter.path(), changed.key()));
            }
            return true;
        }

        private CheckpointException refused(String why) {
            return new CheckpointException(
                    "%s does not fit the model %s, %s%s"
                            .formatted(
                                    adapter.path(),
                                    model.name(),
                                    why,
                                    TrainedOn.of(adapter.layers())
                                            .map(family -> "; it was made for " + family)
                                            .orElse("")));
        }
    }
}
