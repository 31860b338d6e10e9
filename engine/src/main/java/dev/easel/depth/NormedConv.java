package dev.easel.depth;

import dev.easel.checkpoint.Weights;
import dev.easel.nn.GroupNorm;
import dev.easel.tensor.Kernels;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;

import java.util.Optional;

/**
 * A convolution and a group norm: [batch, in, height, width] to [batch, out, ceil(height / stride),
 * ceil(width / stride)]. Of the convolution's weights those of each channel that it gives have mean
 * 0 and variance 1 (Qiao et al., "Micro-Batch Training with Batch-Channel Normalization and Weight
 * Standardization"; transformers {@code WeightStandardizedConv2d}); they are made so once, when
 * they are loaded.
 */
final class NormedConv {
    private static final double WEIGHT_EPS = 1e-8;
    private static final double NORM_EPS = 1e-5;

    private final Tensor weight;
    private final int kernel;
    private final int stride;
    private final GroupNorm norm;

    /** {@code kernel} is [out, in, height, width], height and width equal and odd. */
    NormedConv(Weights convolution, Weights norm, Shape kernel, int stride, int groups) {
        this.weight = convolution.take("weight", kernel, NormedConv::standardized);
        this.kernel = (int) kernel.size(2);
        this.stride = stride;
        this.norm = new GroupNorm(norm, groups, (int) kernel.size(0), NORM_EPS);
    }

    Tensor forward(Tensor x) {
        return norm.forward(convolve(x));
    }

    /** With stride 1 all sides are padded alike, which the convolution does without a copy. */
    private Tensor convolve(Tensor x) {
        return stride == 1
                ? Kernels.conv2d(x, weight, Optional.empty(), 1, kernel / 2)
                : Kernels.conv2d(
                        new SamePadding(kernel, stride).apply(x),
                        weight,
                        Optional.empty(),
                        stride,
                        0);
    }

    private static Tensor standardized(Tensor stored) {
        var shape = stored.shape();
        long perChannel = shape.count() / shape.size(0);
        return Kernels.standardize(stored.reshape(shape.size(0), perChannel), WEIGHT_EPS)
                .reshape(shape.size(0), shape.size(1), shape.size(2), shape.size(3))
                .channelsLast();
    }
}
