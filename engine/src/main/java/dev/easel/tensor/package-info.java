/** The only door to LibTorch. */
@NullMarked
package dev.easel.tensor;

import org.jspecify.annotations.NullMarked;
