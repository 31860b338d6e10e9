/** What loops of Java's stand on: oneDNN's batch-reduce GEMM, 32-bit lanes, threads. */
@NullMarked
package dev.easel.kernels.brgemm;

import org.jspecify.annotations.NullMarked;
