package dev.easel.tensor;

import dev.easel.tensor.TiledAttention.Products;

import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** How attention is computed; {@link AttentionTuner} says which way when. */
enum AttentionAlgorithm {
    /** LibTorch's fused kernel. */
    FUSED((q, k, v) -> fused(q, k, v, false)),
    /**
     * The same with zeros at the end of each head, up to a width that AMX's tiles can hold: with
     * another the kernel does without AMX, which is several times slower.
     */
    PADDED(AttentionAlgorithm::padded) {
        @Override
        boolean suits(Tensor q) {
            return q.size(3) % TILE != 0;
        }
    },
    /** Small products by oneDNN, between which a loop of Java's makes weights of scores. */
    STREAMED(FlashAttention::attend) {
        @Override
        boolean suits(Tensor q) {
            return FlashAttention.suits(q);
        }

        @Override
        void warmUp(DType type) {
            FlashAttention.warmUp(type);
        }
    },
    /** The same of queries and keys that are rounded to bytes, where they may be. */
    ROUNDED(FlashAttention::attendRounded) {
        @Override
        boolean suits(Tensor q) {
            return FlashAttention.suitsRounded(q);
        }

        @Override
        void warmUp(DType type) {
            FlashAttention.warmUpRounded(type);
        }

        @Override
        AttentionAlgorithm exact() {
            return STREAMED;
        }
    },
    /** Products of matrices, whose scores a core's own cache holds. */
    TILED(new TiledAttention(Products.BATCHED, 1 << 19)::attend),
    /** The same with tiles for the cache that cores share. */
    BLOCKED(new TiledAttention(Products.BATCHED, 1 << 21)::attend),
    /** The same as a linear layer would compute the products. */
    PACKED(new TiledAttention(Products.PACKED, 1 << 21)::attend),
    /** Products of matrices, as large as memory allows. */
    COMPOSED(new TiledAttention(Products.BATCHED, 1 << 23)::attend);

    /** What an AMX tile holds of a row in bfloat16. */
    static final int TILE = 32;

    @SuppressWarnings("ImmutableEnumChecker") // a function, of values that never change
    private final Attention attention;

    AttentionAlgorithm(Attention attention) {
        this.attention = attention;
    }

    private interface Attention {
        Tensor attend(Tensor q, Tensor k, Tensor v);
    }

    /**
     * {@return softmax(q kᵀ / √width) v}
     *
     * @param q [batch, heads, queries, width]
     * @param k [batch, heads, keys, width]
     * @param v [batch, heads, keys, width]
     */
    Tensor attend(Tensor q, Tensor k, Tensor v) {
        return attention.attend(q, k, v);
    }

    /** {@return whether this way is one, and another than the rest, for heads like those of q} */
    boolean suits(Tensor q) {
        return true;
    }

    /**
     * {@return this way, or if it rounds what comes to fewer bits, the most like it that does not}
     */
    AttentionAlgorithm exact() {
        return this;
    }

    /** Makes the first call as fast as those that come after it. */
    void warmUp(DType type) {}

    static Tensor fused(Tensor q, Tensor k, Tensor v, boolean causal) {
        return fused(q, k, v, causal, q.size(3));
    }

    private static Tensor padded(Tensor q, Tensor k, Tensor v) {
        long width = q.size(3);
        return fused(padded(q), padded(k), padded(v), false, width).narrow(3, 0, width);
    }

    private static Tensor padded(Tensor x) {
        long width = x.size(3);
        return Ops.pad(x, 0, Math.ceilDiv(width, TILE) * TILE - width, 0, 0);
    }

    private static Tensor fused(Tensor q, Tensor k, Tensor v, boolean causal, long width) {
        return new Tensor(
                torch.scaled_dot_product_attention(
                        q.value(),
                        k.value(),
                        v.value(),
                        new TensorOptional(),
                        0.0,
                        causal,
                        new DoubleOptional(1 / Math.sqrt((double) width)),
                        false));
    }
}
