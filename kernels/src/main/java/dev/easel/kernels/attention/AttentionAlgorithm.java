package dev.easel.kernels.attention;

import dev.easel.tensor.AttentionKernel;
import dev.easel.tensor.AttentionShape;
import dev.easel.tensor.Ops;

/** How attention is computed. Of two that are about as fast the first is taken. */
public enum AttentionAlgorithm {
    /** LibTorch's fused kernel. */
    FUSED,
    /** {@link FlashAttention}: oneDNN's small products, the softmax between them in Java. */
    STREAMED,
    /** {@link TiledAttention}: LibTorch's batched products of tiles. */
    TILED;

    /** {@return whether it can compute attention of a shape on this machine} */
    public boolean suits(AttentionShape shape) {
        return this != STREAMED || FlashAttention.suits(shape);
    }

    /**
     * {@return the kernel that computes so}
     *
     * @param flash that of {@link #STREAMED}, which has threads and memory
     */
    public AttentionKernel kernel(FlashAttention flash) {
        return switch (this) {
            case FUSED -> Ops::attention;
            case STREAMED -> flash;
            case TILED -> TiledAttention::attend;
        };
    }
}
