package dev.easel.nn;

import dev.easel.checkpoint.Weights;
import dev.easel.tensor.Ops;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;

/** Normalises the last dimension of [.., width]. */
public final class LayerNorm {
    private final Tensor weight;
    private final Tensor bias;
    private final double eps;

    public LayerNorm(Weights weights, int width, double eps) {
        this.weight = weights.take("weight", Shape.of(width));
        this.bias = weights.take("bias", Shape.of(width));
        this.eps = eps;
    }

    public Tensor forward(Tensor x) {
        return Ops.layerNorm(x, weight, bias, eps);
    }
}
