package dev.easel.nn;

import dev.easel.checkpoint.Weights;
import dev.easel.tensor.DType;
import dev.easel.tensor.Ops;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;

import java.util.function.UnaryOperator;

/** Normalises groups of channels of [batch, channels, ..] by a mean and variance for each group. */
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

    /** {@return the dtype that it computes in} */
    DType dtype() {
        return weight.dtype();
    }

    /** {@return x normalised by its own moments} */
    public Tensor forward(Tensor x) {
        return forward(x, NormMoments.OWN);
    }

    /**
     * {@return x normalised by {@code moments}}
     *
     * @param x [1, channels, ..] unless the moments are {@link NormMoments#OWN}
     */
    public Tensor forward(Tensor x, NormMoments moments) {
        return moments.of(this, x)
                .map(given -> normalising(given).apply(x))
                .orElseGet(() -> GroupLayout.groupNorm(x, groups, weight, bias, eps));
    }

    /** {@return the function that normalises parts of x [1, channels, ..] as {@link #forward} x} */
    UnaryOperator<Tensor> forPartsOf(Tensor x, NormMoments moments) {
        return normalising(moments.of(this, x).orElseGet(() -> moments(x)));
    }

    /** {@return the means of the groups of x [1, channels, ..], then their variances} */
    float[] moments(Tensor x) {
        return GroupMoments.of(x, groups, RowTiling.rowsWithin(x));
    }

    private UnaryOperator<Tensor> normalising(float[] moments) {
        long channels = weight.size(0);
        Tensor perChannel =
                Tensor.of(moments, Shape.of(2, groups, 1))
                        .to(weight.device())
                        .expand(2, groups, channels / groups)
                        .reshape(2, channels);
        Tensor mean = perChannel.narrow(0, 0, 1).reshape(channels);
        Tensor variance = perChannel.narrow(0, 1, 1).reshape(channels);
        Tensor scale = weight.to(DType.F32).div(variance.add(eps).sqrt());
        Tensor shift = bias.to(DType.F32).sub(mean.mul(scale));
        return x -> Ops.scaleAndShift(x, scale, shift);
    }
}
