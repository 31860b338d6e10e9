/**
 * Faster kernels for CPUs: an optional module, found by {@link java.util.ServiceLoader}. A kernel
 * stays here while it takes at least 5 % off a whole call of the UNet or the VAE in a precision
 * that users choose; its Javadoc says what it gains.
 */
@NullMarked
package dev.easel.kernels;

import org.jspecify.annotations.NullMarked;
