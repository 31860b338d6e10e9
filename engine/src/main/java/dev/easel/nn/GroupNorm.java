package dev.easel.nn;

import dev.easel.checkpoint.Weights;
import dev.easel.tensor.Kernels;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;

/** Normalises groups of channels of [batch, channels, ..]. */
public final class GroupNorm {
    private final Tensor weight;
    private final Tensor bias;
    private final int groups;
    private final double eps;

    public GroupNorm(Weights weights, int groups, int channels, double eps) {
        this.weight = weights.take("weight", Shape.of(channels));
        this.bias = weights.take("bias", Shape.of(channels));
        this.groups = groups;
        this.eps = eps;
    }

    public Tensor forward(Tensor x) {
        return Kernels.groupNorm(x, groups, weight, bias, eps);
    }
}
