/**
 * The story of a picture: from a request to images, its stages in order. Start at {@link
 * dev.easel.pipeline.ImageGenerator}, then read {@link dev.easel.pipeline.DiffusionPipeline}.
 */
@NullMarked
package dev.easel.pipeline;

import org.jspecify.annotations.NullMarked;
