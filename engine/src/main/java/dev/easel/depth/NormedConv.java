package dev.easel.depth;

import dev.easel.checkpoint.Weights;
import dev.easel.nn.GroupNorm;
import dev.easel.tensor.ConvolutionKernel;
import dev.easel.tensor.ConvolutionKernel.Geometry;
import dev.easel.tensor.Epilogue;
import dev.easel.tensor.Ops;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;

import java.util.Optional;

/**
 * A convolution and a group norm: [batch, in, height, width] to [batch, out, ceil(height / stride),
 * ceil(width / stride)]. The convolution's weights are standardized once, when they are loaded:
 * those of each output channel get mean 0 and variance 1 (Qiao et al., "Micro-Batch Training with
 * Batch-Channel Normalization and Weight Standardization"; transformers {@code
 * WeightStandardizedConv2d}).
 */
final class NormedConv {
    private static final double WEIGHT_EPS = 1e-8;
    private static final double NORM_EPS = 1e-5;

    private final ConvolutionKernel weight;
    private final int kernel;
    private final int stride;
    private final GroupNorm norm;

    /** {@code kernel} is [out, in, height, width], height and width equal and odd. */
    NormedConv(Weights convolution, Weights norm, Shape kernel, int stride, int groups) {
        this.kernel = (int) kernel.size(2);
        this.stride = stride;
        // With stride 1 all sides are padded alike, which the convolution does without a copy.
        var geometry = new Geometry(stride, stride == 1 ? this.kernel / 2 : 0);
        this.weight = convolution.convolution("weight", kernel, geometry, NormedConv::standardized);
        this.norm = new GroupNorm(norm, groups, (int) kernel.size(0), NORM_EPS);
    }

    Tensor forward(Tensor x) {
        return norm.forward(convolve(x));
    }

    private Tensor convolve(Tensor x) {
        Tensor padded = stride == 1 ? x : new SamePadding(kernel, stride).apply(x);
        return weight.convolve(padded, Optional.empty(), Epilogue.none());
    }

    private static Tensor standardized(Tensor stored) {
        var shape = stored.shape();
        long perChannel = shape.count() / shape.size(0);
        return Ops.standardize(stored.reshape(shape.size(0), perChannel), WEIGHT_EPS)
                .reshape(shape.size(0), shape.size(1), shape.size(2), shape.size(3));
    }
}
