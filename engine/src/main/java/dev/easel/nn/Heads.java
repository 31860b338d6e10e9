package dev.easel.nn;

import dev.easel.checkpoint.Weights;
import dev.easel.tensor.AttentionShape;
import dev.easel.tensor.LayerKernels;
import dev.easel.tensor.Ops;
import dev.easel.tensor.Tensor;

/**
 * Attention in several heads over [batch, tokens, heads * width].
 *
 * @param count of heads
 * @param kernels that compute it
 */
public record Heads(int count, LayerKernels kernels) {
    /** Heads that the kernels of a part's weights compute. */
    public Heads(int count, Weights weights) {
        this(count, weights.placement().kernels());
    }

    /**
     * {@return the mean of all values, weighted for each query, [batch, queries, heads * width]}
     */
    public Tensor attend(Tensor q, Tensor k, Tensor v) {
        Tensor queries = split(q);
        Tensor keys = split(k);
        return join(
                kernels.attention(AttentionShape.of(queries, keys))
                        .attend(queries, keys, split(v)));
    }

    /** {@return the same where token i sees the tokens 0..i alone} */
    public Tensor attendCausally(Tensor q, Tensor k, Tensor v) {
        return join(Ops.causalAttention(split(q), split(k), split(v)));
    }

    private Tensor split(Tensor x) { // -> [batch, heads, tokens, width]
        return x.reshape(x.size(0), x.size(1), count, x.size(2) / count).transpose(1, 2);
    }

    private Tensor join(Tensor x) { // [batch, heads, tokens, width] ->
        return x.transpose(1, 2).reshape(x.size(0), x.size(2), count * x.size(3));
    }
}
