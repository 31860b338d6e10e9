package dev.easel.nn;

import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Layers one after the other. What one of them gives is freed as soon as the next one is through
 * with it.
 */
public record Sequence(List<UnaryOperator<Tensor>> layers) {
    public Sequence {
        layers = List.copyOf(layers);
    }

    public Tensor forward(Tensor x) {
        return forward(x, layers.size());
    }

    /** Each scope holds one layer's input and, for the enclosing scope, its result. */
    private Tensor forward(Tensor x, int count) {
        return count == 0
                ? x
                : TensorScope.returning(() -> layers.get(count - 1).apply(forward(x, count - 1)));
    }
}
