/**
 * How fast a machine draws: the stages of a picture, each by itself, against the machine's own
 * matrix product. Uses {@code pipeline}, {@code model}, {@code text}, {@code sampling}, {@code
 * unet}, {@code vae}, {@code checkpoint} and {@code tensor}; nothing uses it but programs. Start at
 * {@link dev.easel.bench.Benchmark}.
 */
@NullMarked
package dev.easel.bench;

import org.jspecify.annotations.NullMarked;
