/** Benchmarks of layers that only the UNet knows. */
@NullMarked
package dev.easel.unet;

import org.jspecify.annotations.NullMarked;
