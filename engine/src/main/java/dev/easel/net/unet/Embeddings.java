package dev.easel.net.unet;

import dev.easel.tensor.Tensor;

import java.util.Optional;

/**
 * What every block sees in addition to its feature map, in the blocks' dtype.
 *
 * @param time after its activation, [batch, timeEmbeddingWidth] or one for all
 * @param timestep of which it is the embedding; the first one's where they differ
 * @param text as each cross-attention sees it
 * @param batch how many texts there are
 * @param extras of the run
 */
record Embeddings(
        Tensor time, double timestep, CrossAttentionCache text, long batch, UNetExtras extras) {

    /** {@return how the tokens of the widest transformers are merged, where they are} */
    Optional<TokenMerging> merging() {
        return extras.merging(timestep);
    }
}
