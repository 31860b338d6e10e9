package dev.easel.nn;

import dev.easel.checkpoint.Weights;
import dev.easel.tensor.Tensor;

/**
 * Attention with its projections (diffusers {@code Attention}: {@code to_q}, {@code to_k}, {@code
 * to_v} without bias, {@code to_out.0} with one).
 */
public final class Attention {
    private final Linear toQ;
    private final Linear toK;
    private final Linear toV;
    private final Linear toOut;
    private final Heads heads;

    /**
     * @param width of queries and result, a multiple of the number of heads
     * @param contextWidth of what keys and values are made of
     */
    public Attention(Weights weights, int width, int contextWidth, int heads) {
        this.toQ = Linear.unbiased(weights.at("to_q"), width, width);
        this.toK = Linear.unbiased(weights.at("to_k"), contextWidth, width);
        this.toV = Linear.unbiased(weights.at("to_v"), contextWidth, width);
        this.toOut = Linear.biased(weights.at("to_out.0"), width, width);
        this.heads = new Heads(heads);
    }

    /**
     * Lets every token of x gather from the context.
     *
     * @param x [batch, tokens, width]
     * @param context [batch, keys, contextWidth]; x itself for self-attention
     * @return [batch, tokens, width]
     */
    public Tensor forward(Tensor x, Tensor context) {
        return forward(x, keyValues(context));
    }

    /**
     * What a context is to this layer: its keys and its values, [batch, keys, width] each. They do
     * not depend on who looks, so that for one that is looked at often they are made once.
     */
    public record KeyValues(Tensor keys, Tensor values) {}

    /** {@return the keys and values of [batch, keys, contextWidth]} */
    public KeyValues keyValues(Tensor context) {
        return new KeyValues(toK.forward(context), toV.forward(context));
    }

    /** As {@link #forward(Tensor, Tensor)}, over a context whose keys and values are ready. */
    public Tensor forward(Tensor x, KeyValues context) {
        return toOut.forward(heads.attend(toQ.forward(x), context.keys(), context.values()));
    }
}
