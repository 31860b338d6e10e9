package dev.easel.unet;

import dev.easel.checkpoint.Weights;
import dev.easel.nn.Attention;
import dev.easel.nn.LayerNorm;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

/**
 * The places of a picture look at each other, then at the text, then each at itself (diffusers
 * {@code BasicTransformerBlock}).
 */
final class TransformerBlock {
    private static final double EPS = 1e-5;

    private final LayerNorm norm1;
    private final Attention selfAttention;
    private final LayerNorm norm2;
    private final Attention crossAttention;
    private final LayerNorm norm3;
    private final GeGlu feedForward;

    TransformerBlock(Weights weights, SpatialTransformer.Config config) {
        int width = config.width();
        norm1 = new LayerNorm(weights.at("norm1"), width, EPS);
        selfAttention = new Attention(weights.at("attn1"), width, width, config.heads());
        norm2 = new LayerNorm(weights.at("norm2"), width, EPS);
        crossAttention =
                new Attention(weights.at("attn2"), width, config.contextWidth(), config.heads());
        norm3 = new LayerNorm(weights.at("norm3"), width, EPS);
        feedForward = new GeGlu(weights.at("ff"), width);
    }

    /**
     * Transforms tokens.
     *
     * @param x [batch, height * width, width of the transformer]
     */
    Tensor forward(Tensor x, TextKeys text) {
        Tensor looked = TensorScope.returning(() -> x.add(lookAround(norm1.forward(x))));
        Tensor read =
                TensorScope.returning(() ->
                        looked.add(
                                crossAttention.forward(
                                        norm2.forward(looked), text.of(crossAttention))));
        return TensorScope.returning(() -> read.add(feedForward.forward(norm3.forward(read))));
    }

    /** {@return the layer that looks at the text} */
    Attention crossAttention() {
        return crossAttention;
    }

    private Tensor lookAround(Tensor x) {
        return selfAttention.forward(x, x);
    }
}
