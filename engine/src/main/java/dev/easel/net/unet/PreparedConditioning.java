package dev.easel.net.unet;

import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;

import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A {@link Conditioning} with all that a network computes of it alone, which is the same at each
 * step: the text's keys and values, and the embedding of the sizes. Made by {@link UNet#prepare},
 * for that network; its tensors belong to the scope that was the innermost then.
 */
public final class PreparedConditioning {
    private final Shape context;
    private final Optional<Tensor> sizes;
    private final CrossAttentionCache text;
    private final double mergedShare;

    /**
     * @param context [batch, tokens, contextWidth]
     * @param sizes what they add to the time's embedding, [batch, timeEmbeddingWidth]
     */
    PreparedConditioning(Shape context, Optional<Tensor> sizes, CrossAttentionCache text) {
        this(context, sizes, text, 0);
    }

    private PreparedConditioning(
            Shape context, Optional<Tensor> sizes, CrossAttentionCache text, double mergedShare) {
        this.context = context;
        this.sizes = sizes;
        this.text = text;
        this.mergedShare = mergedShare;
    }

    /** {@return how many pictures it is for} */
    public long batch() {
        return context.size(0);
    }

    /**
     * {@return the same for calls that merge tokens (Bolya and Hoffman 2023, "Token Merging for
     * Fast Stable Diffusion")}
     *
     * @param share of the places of the widest map that places look at each other in, 0 to 3/4: so
     *     many join one that they look like, and are seen and see as one with it
     */
    public PreparedConditioning withTokensMerged(double share) {
        return new PreparedConditioning(context, sizes, text, share);
    }

    /** {@return the last of the batch alone, as views in the innermost scope} */
    public PreparedConditioning last() {
        UnaryOperator<Tensor> last = tensor -> tensor.narrow(0, batch() - 1, 1);
        return new PreparedConditioning(
                Shape.of(1, context.size(1), context.size(2)),
                sizes.map(last),
                text.map(last),
                mergedShare);
    }

    Shape context() {
        return context;
    }

    Optional<Tensor> sizes() {
        return sizes;
    }

    CrossAttentionCache text() {
        return text;
    }

    /** {@return how tokens merge at a time, where any do} */
    Optional<TokenMerging> merging(double timestep) {
        return mergedShare == 0
                ? Optional.empty()
                : Optional.of(new TokenMerging(mergedShare, timestep));
    }
}
