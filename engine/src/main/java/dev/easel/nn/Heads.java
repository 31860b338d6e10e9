package dev.easel.nn;

import dev.easel.tensor.Ops;
import dev.easel.tensor.Tensor;

/**
 * Attention in several heads over [batch, tokens, heads * width].
 *
 * @param count of heads
 */
public record Heads(int count) {

    /** {@return what each query gathers from all keys, [batch, queries, heads * width]} */
    public Tensor attend(Tensor q, Tensor k, Tensor v) {
        return join(Ops.attention(split(q), split(k), split(v)));
    }

    /** {@return the same as {@link Ops#roundedAttention} has it} */
    public Tensor attendRounded(Tensor q, Tensor k, Tensor v) {
        return join(Ops.roundedAttention(split(q), split(k), split(v)));
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
