/** Which kernel is the fastest for a layer: pinned, kept from an earlier run, or measured. */
@NullMarked
package dev.easel.kernels.tuning;

import org.jspecify.annotations.NullMarked;
