/** The autoencoder against diffusers', and its refusals. */
@NullMarked
package dev.easel.vae;

import org.jspecify.annotations.NullMarked;
