/** Attention: flash attention, tiled attention, and LibTorch's. */
@NullMarked
package dev.easel.kernels.attention;

import org.jspecify.annotations.NullMarked;
