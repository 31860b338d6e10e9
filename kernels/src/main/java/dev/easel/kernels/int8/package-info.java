/** Linear layers and convolutions that multiply 8-bit integers, and rounding to them. */
@NullMarked
package dev.easel.kernels.int8;

import org.jspecify.annotations.NullMarked;
