/** The golden data: reference inputs and outputs of diffusers, transformers and k-diffusion. */
@NullMarked
package dev.easel.golden;

import org.jspecify.annotations.NullMarked;
