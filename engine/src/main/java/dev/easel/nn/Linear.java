package dev.easel.nn;

import dev.easel.checkpoint.Weights;
import dev.easel.tensor.Kernels;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;

import java.util.Optional;

/** A matrix product over the last dimension: [.., in] to [.., out]. */
public final class Linear {
    private final Tensor weight;
    private final Optional<Tensor> bias;

    private Linear(Tensor weight, Optional<Tensor> bias) {
        this.weight = weight;
        this.bias = bias;
    }

    /** {@return a layer with bias} */
    public static Linear biased(Weights weights, int in, int out) {
        return new Linear(
                weights.take("weight", Shape.of(out, in), Kernels::packLinear),
                Optional.of(weights.take("bias", Shape.of(out))));
    }

    /** {@return a layer without bias} */
    public static Linear unbiased(Weights weights, int in, int out) {
        return new Linear(
                weights.take("weight", Shape.of(out, in), Kernels::packLinear), Optional.empty());
    }

    /**
     * {@return a 1x1 convolution's weights as a layer over channels that are the last dimension}
     */
    public static Linear pointwise(Weights weights, int in, int out) {
        var weight =
                weights.take(
                        "weight",
                        Shape.of(out, in, 1, 1),
                        stored -> Kernels.packLinear(stored.reshape(out, in)));
        return new Linear(weight, Optional.of(weights.take("bias", Shape.of(out))));
    }

    public Tensor forward(Tensor x) {
        return Kernels.linear(x, weight, bias);
    }
}
