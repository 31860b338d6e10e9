package dev.easel.net.unet;

import dev.easel.checkpoint.Weights;
import dev.easel.nn.CrossAttention;
import dev.easel.nn.FeatureMap;
import dev.easel.nn.GroupNorm;
import dev.easel.nn.Linear;
import dev.easel.tensor.Epilogue;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Transformer blocks over the positions of a feature map [batch, width, height, width], added to it
 * (diffusers {@code Transformer2DModel}).
 */
final class SpatialTransformer {
    private static final double EPS = 1e-6;

    private final GroupNorm norm;
    private final Linear projectIn;
    private final List<TransformerBlock> blocks;
    private final Linear projectOut;
    private final boolean widest;

    /**
     * The sizes of a transformer.
     *
     * @param width channels of the feature map, a multiple of {@code heads} and {@code groups}
     * @param depth transformer blocks
     * @param linear whether the projections are stored as linear layers, not as 1x1 convolutions
     * @param widest whether no other transformer of the network sees more positions
     */
    record Config(
            int width,
            int heads,
            int depth,
            int contextWidth,
            int groups,
            boolean linear,
            boolean widest) {}

    SpatialTransformer(Weights weights, Config config) {
        norm = new GroupNorm(weights.at("norm"), config.groups(), config.width(), EPS);
        projectIn = projection(weights.at("proj_in"), config);
        blocks =
                IntStream.range(0, config.depth())
                        .mapToObj(weights.at("transformer_blocks")::at)
                        .map(block -> new TransformerBlock(block, config))
                        .toList();
        projectOut = projection(weights.at("proj_out"), config);
        widest = config.widest();
    }

    /** {@return a feature map for each text} */
    Tensor forward(Tensor x, Embeddings embeddings) {
        var merging = embeddings.merging().filter(_ -> widest).map(m -> m.over(x));
        return TensorScope.returning(() -> {
            Tensor tokens =
                    TensorScope.returning(
                            () -> projectIn.forward(FeatureMap.toTokens(norm.forward(x))));
            for (TransformerBlock block : blocks) {
                Tensor before = tokens;
                tokens =
                        TensorScope.returning(
                                () -> block.forward(before, embeddings.text(), merging));
            }
            Tensor each = x.ofBatch(tokens.size(0));
            var past = Epilogue.plus(FeatureMap.toTokens(each));
            return FeatureMap.fromTokens(projectOut.forward(tokens, past), each);
        });
    }

    /** {@return the layers that attend to the text} */
    Stream<CrossAttention> crossAttentions() {
        return blocks.stream().map(TransformerBlock::crossAttention);
    }

    private static Linear projection(Weights weights, Config config) {
        int width = config.width();
        return config.linear()
                ? Linear.biased(weights, width, width)
                : Linear.pointwise(weights, width, width);
    }
}
