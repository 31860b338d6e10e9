package dev.easel.unet;

import dev.easel.tensor.Tensor;

/**
 * What every block sees besides its feature map, in the blocks' dtype.
 *
 * @param time after its activation, [batch, timeEmbeddingWidth] or one for all
 * @param text as each cross-attention sees it
 * @param batch how many texts there are
 */
record Embeddings(Tensor time, TextKeys text, long batch) {}
