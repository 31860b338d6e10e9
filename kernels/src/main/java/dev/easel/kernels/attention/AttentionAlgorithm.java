package dev.easel.kernels.attention;

/** How attention is computed. Of two that are about as fast the first is taken. */
public enum AttentionAlgorithm {
    /** LibTorch's fused kernel. */
    FUSED,
    /** {@link FlashAttention}: oneDNN's small products, the softmax between them in Java. */
    STREAMED,
    /** {@link TiledAttention}: LibTorch's batched products of tiles. */
    TILED
}
