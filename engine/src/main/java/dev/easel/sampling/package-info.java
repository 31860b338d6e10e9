/**
 * The mathematics of diffusion: from noise to latents, given a function that removes noise. It
 * knows no network. All samplers work in k-diffusion's space, where x is clean latents plus sigma
 * times unit noise. Start at {@link dev.easel.sampling.Sampler}, then {@link
 * dev.easel.sampling.Samplers}; {@link dev.easel.sampling.NoiseSchedule} has the noise levels.
 */
@NullMarked
package dev.easel.sampling;

import org.jspecify.annotations.NullMarked;
