/**
 * The interfaces of a loaded model, which the pipeline uses and a family implements: {@link
 * dev.easel.model.TextStage}, {@link dev.easel.model.Backbone}, {@link
 * dev.easel.model.LatentCodec}. Start at {@link dev.easel.model.LoadedModel}.
 */
@NullMarked
package dev.easel.model;

import org.jspecify.annotations.NullMarked;
