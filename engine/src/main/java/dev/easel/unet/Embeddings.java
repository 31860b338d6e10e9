package dev.easel.unet;

import dev.easel.tensor.Tensor;

/**
 * What every block sees besides its feature map, in the blocks' dtype.
 *
 * @param time after its activation, [batch, timeEmbeddingWidth]
 * @param context [batch, tokens, contextWidth]
 */
record Embeddings(Tensor time, Tensor context) {}
