package dev.easel.tensor;

/**
 * The sizes of attention.
 *
 * @param dtype of queries, keys and values
 * @param heads of all pictures of the batch together
 * @param queries of each head
 * @param keys of each head
 * @param width of each query and key
 */
public record AttentionShape(DType dtype, long heads, long queries, long keys, long width) {

    /**
     * {@return the sizes of attention over tensors}
     *
     * @param q [batch, heads, queries, width]
     * @param k [batch, heads, keys, width]
     */
    public static AttentionShape of(Tensor q, Tensor k) {
        return new AttentionShape(
                q.dtype(), q.size(0) * q.size(1), q.size(2), k.size(2), q.size(3));
    }
}
