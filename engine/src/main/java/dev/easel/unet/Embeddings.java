package dev.easel.unet;

import dev.easel.tensor.Tensor;

/**
 * What every block sees besides its feature map, in the blocks' dtype.
 *
 * @param time after its activation, [batch, timeEmbeddingWidth]
 * @param text as each cross-attention sees it
 */
record Embeddings(Tensor time, TextKeys text) {}
