/**
 * The variational autoencoder: pictures to latents and back, and the scaling between the
 * autoencoder's latents and the diffusion model's. Names of tensors are those of diffusers' {@code
 * AutoencoderKL}. Start at {@link dev.easel.vae.Autoencoder}.
 */
@NullMarked
package dev.easel.vae;

import org.jspecify.annotations.NullMarked;
