/**
 * How fast a machine draws: the stages of a picture, each by itself, against the machine's own
 * matrix product. Only programs use it. Start at {@link dev.easel.bench.Benchmark}.
 */
@NullMarked
package dev.easel.bench;

import org.jspecify.annotations.NullMarked;
