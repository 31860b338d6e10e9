package dev.easel.nn;

import dev.easel.checkpoint.Weights;
import dev.easel.tensor.Epilogue;
import dev.easel.tensor.Tensor;

/**
 * Tokens that gather from a context (diffusers {@code Attention}: {@code to_q}, {@code to_k},
 * {@code to_v} without bias, {@code to_out.0} with one).
 */
public final class CrossAttention {
    private final Linear toQ;
    private final Linear toK;
    private final Linear toV;
    private final Linear toOut;
    private final Heads heads;

    /**
     * @param width of tokens and result, a multiple of the number of heads
     * @param contextWidth of what keys and values are made of
     */
    public CrossAttention(Weights weights, int width, int contextWidth, int heads) {
        this.toQ = Linear.unbiased(weights.at("to_q"), width, width);
        // A text is short and has single values that are far larger than all others: rounding it
        // to 8 bits would save nothing and cost much.
        this.toK = Linear.unbiased(weights.at("to_k").exact(), contextWidth, width);
        this.toV = Linear.unbiased(weights.at("to_v").exact(), contextWidth, width);
        this.toOut = Linear.biased(weights.at("to_out.0"), width, width);
        this.heads = new Heads(heads, weights);
    }

    /**
     * What a context is to this layer: its keys and its values, [batch, keys, width] each. They do
     * not depend on who looks, so that for one that is looked at often they are made once.
     */
    public record KeyValues(Tensor keys, Tensor values) {
        public long batch() {
            return keys.size(0);
        }
    }

    /** {@return the keys and values of [batch, keys, contextWidth]} */
    public KeyValues keyValues(Tensor context) {
        return new KeyValues(toK.forward(context), toV.forward(context));
    }

    /**
     * {@return what becomes of what every token gathers, [batch, tokens, width]}
     *
     * @param x [batch, tokens, width]
     */
    public Tensor forward(Tensor x, KeyValues context, Epilogue epilogue) {
        return toOut.forward(
                heads.attend(toQ.forward(x), context.keys(), context.values()), epilogue);
    }
}
