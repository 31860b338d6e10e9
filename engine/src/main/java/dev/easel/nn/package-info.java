/**
 * Layers: immutable, made of a {@link dev.easel.checkpoint.Weights} view and sizes, their shapes
 * checked on construction. Names of tensors are those of diffusers' checkpoints. Layers own
 * nothing: their weights belong to the store of the {@code Weights}, their results to the caller's
 * scope.
 */
@NullMarked
package dev.easel.nn;

import org.jspecify.annotations.NullMarked;
