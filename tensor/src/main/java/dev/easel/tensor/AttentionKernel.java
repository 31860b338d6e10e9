package dev.easel.tensor;

/** Computes scaled dot-product attention. */
@FunctionalInterface
public interface AttentionKernel {
    /**
     * {@return softmax(q kᵀ / √width) v of each head, [batch, heads, queries, width]}
     *
     * @param q [batch, heads, queries, width]
     * @param k [batch, heads, keys, width]
     * @param v [batch, heads, keys, width]
     */
    Tensor attend(Tensor q, Tensor k, Tensor v);
}
