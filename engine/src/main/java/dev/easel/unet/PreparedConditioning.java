package dev.easel.unet;

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
    private final TextKeys text;

    /**
     * @param context [batch, tokens, contextWidth]
     * @param sizes what they add to the time's embedding, [batch, timeEmbeddingWidth]
     */
    PreparedConditioning(Shape context, Optional<Tensor> sizes, TextKeys text) {
        this.context = context;
        this.sizes = sizes;
        this.text = text;
    }

    /** {@return how many pictures it is for} */
    public long batch() {
        return context.size(0);
    }

    /** {@return the last of the batch alone, as views in the innermost scope} */
    public PreparedConditioning last() {
        UnaryOperator<Tensor> last = tensor -> tensor.narrow(0, batch() - 1, 1);
        return new PreparedConditioning(
                Shape.of(1, context.size(1), context.size(2)), sizes.map(last), text.map(last));
    }

    Shape context() {
        return context;
    }

    Optional<Tensor> sizes() {
        return sizes;
    }

    TextKeys text() {
        return text;
    }
}
