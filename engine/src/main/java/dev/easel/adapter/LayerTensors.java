package dev.easel.adapter;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.checkpoint.SafetensorsFile;
import dev.easel.tensor.Shape;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The tensors that an adapter has for one layer.
 *
 * @param file what messages call the adapter's file
 * @param layer what the adapter calls the layer
 * @param statedAlpha what the file's header says where no tensor does
 */
record LayerTensors(
        String file, String layer, Map<Role, Stored> tensors, Optional<Double> statedAlpha) {
    LayerTensors {
        tensors = Map.copyOf(tensors);
    }

    /** A tensor in the file. */
    record Stored(String key, Shape shape) {}

    /** {@return the layers that a file has tensors for, in the file's order} */
    static List<LayerTensors> of(SafetensorsFile file) {
        var alphas = StatedAlphas.of(file);
        var layers = new LinkedHashMap<String, Map<Role, Stored>>();
        for (var key : file.keys()) {
            Role.split(key)
                    .ifPresent(split -> {
                        var before =
                                layers.computeIfAbsent(
                                                split.layer(), _ -> new EnumMap<>(Role.class))
                                        .put(split.role(), new Stored(key, file.shape(key)));
                        if (before != null) {
                            throw new CheckpointException(
                                    "%s: the tensors %s and %s are the same of one layer"
                                            .formatted(file.name(), before.key(), key));
                        }
                    });
        }
        return layers.entrySet().stream()
                .map(layer ->
                        new LayerTensors(
                                file.name(),
                                layer.getKey(),
                                layer.getValue(),
                                alphas.of(layer.getKey())))
                .toList();
    }

    /** {@return whether there is a tensor of one of these roles} */
    boolean hasAny(Role... roles) {
        return List.of(roles).stream().anyMatch(tensors::containsKey);
    }

    /** {@return whether it has more than an alpha} */
    boolean changes() {
        return tensors.size() > (hasAny(Role.ALPHA) ? 1 : 0);
    }

    Optional<Stored> find(Role role) {
        return Optional.ofNullable(tensors.get(role));
    }

    /**
     * {@return the tensor of a role}
     *
     * @throws CheckpointException where there is none
     */
    Stored get(Role role) {
        return find(role)
                .orElseThrow(() ->
                        new CheckpointException(
                                "%s: the layer %s has only %s of an adapter's tensors; %s is missing"
                                        .formatted(file, layer, names(), role)));
    }

    /** {@return the shapes of the tensors, for a sentence} */
    String shapes() {
        return tensors.entrySet().stream()
                .filter(entry -> entry.getKey() != Role.ALPHA)
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> entry.getValue().shape().toString())
                .collect(Collectors.joining(", "));
    }

    private String names() {
        return tensors.keySet().stream()
                .sorted()
                .map(Role::toString)
                .collect(Collectors.joining(", "));
    }
}
