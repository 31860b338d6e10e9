package dev.easel.kernels.attention;

import dev.easel.kernels.brgemm.ComputePool;
import dev.easel.tensor.AttentionKernel;
import dev.easel.tensor.AttentionShape;
import dev.easel.tensor.Ops;

/** The kernels of all {@linkplain AttentionAlgorithm algorithms}. */
public final class AttentionKernels {
    private final FlashAttention flash;

    public AttentionKernels(ComputePool pool) {
        flash = new FlashAttention(pool);
    }

    /** {@return whether an algorithm can compute attention of a shape on this machine} */
    public boolean suits(AttentionAlgorithm algorithm, AttentionShape shape) {
        return switch (algorithm) {
            case FUSED, TILED -> true;
            case STREAMED -> FlashAttention.suits(shape);
        };
    }

    public AttentionKernel of(AttentionAlgorithm algorithm) {
        return switch (algorithm) {
            case FUSED -> Ops::attention;
            case STREAMED -> flash;
            case TILED -> TiledAttention::attend;
        };
    }
}
