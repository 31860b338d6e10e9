package dev.easel.net.unet;

import dev.easel.checkpoint.Weights;
import dev.easel.nn.CrossAttention;
import dev.easel.nn.LayerNorm;
import dev.easel.nn.SelfAttention;
import dev.easel.tensor.Epilogue;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import java.util.Optional;

/**
 * Self-attention over the positions of a feature map, cross-attention to the text, a feed-forward
 * network (diffusers {@code BasicTransformerBlock}).
 */
final class TransformerBlock {
    private static final double EPS = 1e-5;

    private final LayerNorm norm1;
    private final SelfAttention selfAttention;
    private final LayerNorm norm2;
    private final CrossAttention crossAttention;
    private final LayerNorm norm3;
    private final GeGlu feedForward;

    TransformerBlock(Weights weights, SpatialTransformer.Config config) {
        int width = config.width();
        norm1 = new LayerNorm(weights.at("norm1"), width, EPS);
        selfAttention = new SelfAttention(weights.at("attn1"), width, config.heads());
        norm2 = new LayerNorm(weights.at("norm2"), width, EPS);
        crossAttention =
                new CrossAttention(
                        weights.at("attn2"), width, config.contextWidth(), config.heads());
        norm3 = new LayerNorm(weights.at("norm3"), width, EPS);
        feedForward = new GeGlu(weights.at("ff"), width);
    }

    /**
     * Transforms tokens.
     *
     * @param x [batch, height * width, width of the transformer], or one for all texts
     * @param merging of the positions, where similar tokens are merged in self-attention
     */
    Tensor forward(Tensor x, CrossAttentionCache text, Optional<TokenMerging.Positions> merging) {
        Tensor attended =
                TensorScope.returning(() ->
                        merging.map(positions -> mergedSelfAttention(x, positions.groups(x)))
                                .orElseGet(() -> selfAttention(x)));
        Tensor conditioned =
                TensorScope.returning(() -> {
                    var context = text.of(crossAttention);
                    Tensor each = attended.ofBatch(context.batch()); // from here on they differ
                    return crossAttention.forward(
                            norm2.forward(each), context, Epilogue.plus(each));
                });
        return TensorScope.returning(
                () -> feedForward.forward(norm3.forward(conditioned), Epilogue.plus(conditioned)));
    }

    private Tensor selfAttention(Tensor x) {
        return selfAttention.forward(norm1.forward(x), Epilogue.plus(x));
    }

    private Tensor mergedSelfAttention(Tensor x, TokenGroups groups) {
        Tensor merged = groups.merge(norm1.forward(x));
        return groups.unmerge(selfAttention.forward(merged, Epilogue.none())).add(x);
    }

    /** {@return the layer that attends to the text} */
    CrossAttention crossAttention() {
        return crossAttention;
    }
}
