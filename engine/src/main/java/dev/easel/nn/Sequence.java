package dev.easel.nn;

import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Layers one after the other. A layer's result is freed as soon as the next layer has returned. The
 * last result belongs to the innermost scope of the caller.
 */
public record Sequence(List<Layer> layers) {
    /** A layer whose group norms can be given their moments. */
    @FunctionalInterface
    public interface Layer {
        Tensor forward(Tensor x, NormMoments moments);

        /** {@return a layer without group norms} */
        static Layer of(UnaryOperator<Tensor> layer) {
            return (x, _) -> layer.apply(x);
        }
    }

    public Sequence {
        layers = List.copyOf(layers);
    }

    /** {@return a sequence whose group norms, if there are any, use the moments of their input} */
    public static Sequence of(List<UnaryOperator<Tensor>> layers) {
        return new Sequence(layers.stream().map(Layer::of).toList());
    }

    public Tensor forward(Tensor x) {
        return forward(x, NormMoments.OWN);
    }

    /** {@return the result where group norms use {@code moments}} */
    public Tensor forward(Tensor x, NormMoments moments) {
        return forward(x, moments, layers.size());
    }

    /** Each scope holds one layer's input and, for the enclosing scope, its result. */
    private Tensor forward(Tensor x, NormMoments moments, int count) {
        return count == 0
                ? x
                : TensorScope.returning(() ->
                        layers.get(count - 1).forward(forward(x, moments, count - 1), moments));
    }
}
