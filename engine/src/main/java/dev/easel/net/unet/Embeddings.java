package dev.easel.net.unet;

import dev.easel.tensor.Tensor;

import java.util.Optional;

/**
 * What every block sees besides its feature map, in the blocks' dtype.
 *
 * @param time after its activation, [batch, timeEmbeddingWidth] or one for all
 * @param text as each cross-attention sees it
 * @param batch how many texts there are
 * @param merging of the widest transformers' tokens
 */
record Embeddings(
        Tensor time, CrossAttentionCache text, long batch, Optional<TokenMerging> merging) {}
