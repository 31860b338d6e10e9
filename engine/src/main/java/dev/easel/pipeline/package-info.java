/**
 * The story of a picture: from a request to images, its stages in order. Uses {@code model}, {@code
 * text}, {@code sampling}, {@code unet}, {@code vae}, {@code image} and {@code tensor}. Start at
 * {@link dev.easel.pipeline.ImageGenerator}, then read {@link
 * dev.easel.pipeline.DiffusionPipeline}.
 */
@NullMarked
package dev.easel.pipeline;

import org.jspecify.annotations.NullMarked;
