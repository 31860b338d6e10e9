/**
 * The conditional UNet: the network that predicts noise, or velocity, from noisy latents, the time
 * and a text's embedding. Sizes come from its configuration, names of tensors are those of
 * diffusers' {@code UNet2DConditionModel}. Start at {@link dev.easel.net.unet.UNet}.
 */
@NullMarked
package dev.easel.net.unet;

import org.jspecify.annotations.NullMarked;
