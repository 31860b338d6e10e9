/**
 * A model as a whole: finds its folder, assembles its parts and owns them.
 *
 * <p>May use text, sampling, unet, vae, checkpoint and tensor. Start reading at {@link
 * dev.easel.model.ModelLoader}; {@link dev.easel.catalog.EmbeddedModel} is the model that is always
 * there.
 */
@NullMarked
package dev.easel.model;

import org.jspecify.annotations.NullMarked;
