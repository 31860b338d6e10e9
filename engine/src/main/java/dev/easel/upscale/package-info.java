/**
 * Makes pictures larger with convolutional networks (super-resolution), tile by tile. Start reading
 * at {@link dev.easel.upscale.Upscaler}.
 */
@NullMarked
package dev.easel.upscale;

import org.jspecify.annotations.NullMarked;
