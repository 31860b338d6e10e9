/** The UNet against diffusers', and its refusals. */
@NullMarked
package dev.easel.unet;

import org.jspecify.annotations.NullMarked;
