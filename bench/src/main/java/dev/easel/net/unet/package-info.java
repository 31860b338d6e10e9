/** Benchmarks of layers that only the UNet knows. */
@NullMarked
package dev.easel.net.unet;

import org.jspecify.annotations.NullMarked;
