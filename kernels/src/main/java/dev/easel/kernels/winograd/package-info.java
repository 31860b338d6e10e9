/**
 * 3x3 convolutions by Winograd's minimal filtering, F(2x2, 3x3) and F(4x4, 3x3), in floats and
 * bytes.
 */
@NullMarked
package dev.easel.kernels.winograd;

import org.jspecify.annotations.NullMarked;
