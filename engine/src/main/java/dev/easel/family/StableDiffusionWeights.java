package dev.easel.family;

import dev.easel.checkpoint.ModelChanges;
import dev.easel.checkpoint.ModelTensors;
import dev.easel.checkpoint.ParameterStore;
import dev.easel.checkpoint.WeightSource;
import dev.easel.model.ChangeableWeights;
import dev.easel.model.LoadedModel.Components;
import dev.easel.tensor.Shape;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What adapters change in a Stable Diffusion model: its UNet and its text models. */
record StableDiffusionWeights(StableDiffusionComponents parts, Components unchanged)
        implements ChangeableWeights {
    @Override
    public ModelTensors tensors() {
        var shapes = new HashMap<String, Map<String, Shape>>();
        for (var part : parts.changeableParts()) {
            try (var source = parts.files().weights(part)) {
                shapes.put(part, shapes(source));
            }
        }
        return new ModelTensors(parts.files().name(), shapes);
    }

    private static Map<String, Shape> shapes(WeightSource source) {
        return source.keys().stream()
                .collect(
                        Collectors.toMap(
                                Function.identity(), key -> source.shape(key, Shape.of())));
    }

    @Override
    public Components with(ModelChanges changes, ParameterStore owner) {
        return parts.changed(unchanged, changes, owner);
    }
}
