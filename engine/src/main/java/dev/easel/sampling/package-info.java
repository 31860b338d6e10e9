/**
 * The mathematics of diffusion: from noise to latents, given a function that takes noise away. It
 * knows no network. All samplers work in k-diffusion's space, where x is clean latents plus sigma
 * times unit noise. Uses {@code tensor}, and {@code checkpoint} for the scheduler's settings. Start
 * at {@link dev.easel.sampling.Sampler}, then {@link dev.easel.sampling.Samplers}.
 */
@NullMarked
package dev.easel.sampling;

import org.jspecify.annotations.NullMarked;
