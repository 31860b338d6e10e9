/**
 * The only door to LibTorch: values ({@link dev.easel.tensor.Tensor} in a {@link
 * dev.easel.tensor.TensorScope}), operations ({@link dev.easel.tensor.Ops}), and what computes a
 * network's layers ({@link dev.easel.tensor.LayerKernels}), whose faster implementations other
 * modules bring as a {@link dev.easel.tensor.KernelProvider}. What such a module needs of
 * LibTorch's own types is public here and used by nothing else: an architecture test keeps {@code
 * org.bytedeco} out of all other packages.
 */
@NullMarked
package dev.easel.tensor;

import org.jspecify.annotations.NullMarked;
