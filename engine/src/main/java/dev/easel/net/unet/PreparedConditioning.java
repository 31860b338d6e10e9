package dev.easel.net.unet;

import dev.easel.model.Backbone;
import dev.easel.model.Conditioning;
import dev.easel.model.RunOptions;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;

import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A {@link Conditioning} with all that a network computes of it alone, which is the same at each
 * step: the text's keys and values, and the embedding of the sizes. Made by {@link UNet#prepare},
 * for that network; its tensors belong to the scope that was the innermost then.
 *
 * @param context the shape of the text, [batch, tokens, contextWidth]
 * @param sizes what they add to the time's embedding, [batch, timeEmbeddingWidth]
 */
record PreparedConditioning(
        UNet network, Shape context, Optional<Tensor> sizes, CrossAttentionCache text)
        implements Backbone.Prepared {

    @Override
    public UNetRun run(RunOptions options) {
        return new UNetRun(network, this, last(), UNetExtras.of(options), options.extraChannels());
    }

    /** {@return how many predictions are made of it} */
    long batch() {
        return context.size(0);
    }

    /** {@return the last of the batch alone, as views in the innermost scope} */
    PreparedConditioning last() {
        UnaryOperator<Tensor> last = tensor -> tensor.narrow(0, batch() - 1, 1);
        return new PreparedConditioning(
                network,
                Shape.of(1, context.size(1), context.size(2)),
                sizes.map(last),
                text.map(last));
    }
}
