/**
 * How far away each place of a picture is: DPT-hybrid, a vision transformer on the features of a
 * BiT convolutional network, and its preprocessing. Names of tensors are those of transformers'
 * {@code DPTForDepthEstimation}. Uses {@code nn}, {@code checkpoint}, {@code image} and {@code
 * tensor}. Start at {@link dev.easel.depth.DepthEstimator}.
 */
@NullMarked
package dev.easel.depth;

import org.jspecify.annotations.NullMarked;
