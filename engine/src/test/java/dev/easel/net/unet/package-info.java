/** The UNet against diffusers', and its refusals. */
@NullMarked
package dev.easel.net.unet;

import org.jspecify.annotations.NullMarked;
