/**
 * Estimates how far away each pixel of a picture is: DPT-hybrid, a vision transformer on the
 * features of a BiT convolutional network, and its preprocessing. Names of tensors are those of
 * transformers' {@code DPTForDepthEstimation}. Start at {@link dev.easel.depth.DepthEstimator}.
 */
@NullMarked
package dev.easel.depth;

import org.jspecify.annotations.NullMarked;
