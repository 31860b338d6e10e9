/**
 * Layers measured one by one, at the sizes they have in Stable Diffusion 1.5 and SDXL. Start at
 * {@link dev.easel.microbench.LayerBenchmark}.
 */
@NullMarked
package dev.easel.microbench;

import org.jspecify.annotations.NullMarked;
