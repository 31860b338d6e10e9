/**
 * Files of a model to named tensors and settings, with every key accounted for. Uses {@code tensor}
 * and Jackson. Start at {@link dev.easel.checkpoint.Weights}.
 */
@NullMarked
package dev.easel.checkpoint;

import org.jspecify.annotations.NullMarked;
