package dev.easel.checkpoint;

import dev.easel.tensor.Shape;

import java.util.Map;

/**
 * The tensors of a model that adapters may change.
 *
 * @param name what people call the model
 * @param parts by diffusers' name of the part, such as {@code unet}: the shapes by their keys
 */
public record ModelTensors(String name, Map<String, Map<String, Shape>> parts) {
    public ModelTensors {
        parts = Map.copyOf(parts);
    }
}
