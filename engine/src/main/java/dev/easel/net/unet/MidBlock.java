package dev.easel.net.unet;

import dev.easel.checkpoint.Weights;
import dev.easel.nn.CrossAttention;
import dev.easel.nn.ResnetBlock;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import java.util.Optional;
import java.util.stream.Stream;

/** The lowest level: a layer with a transformer, then a residual block. */
final class MidBlock {
    private final Layer layer;
    private final ResnetBlock resnet;

    private MidBlock(Weights weights, UNetConfig config) {
        int last = config.levels().size() - 1;
        var level = config.levels().get(last);
        var sizes = config.resnet(level.channels(), level);
        layer = new Layer(weights, 0, sizes, config.transformer(last, true));
        resnet = new ResnetBlock(weights.at("resnets").at(1), sizes);
    }

    /** {@return the block, where the network has one} */
    static Optional<MidBlock> of(Weights root, UNetConfig config) {
        return config.midBlock()
                ? Optional.of(new MidBlock(root.at("mid_block"), config))
                : Optional.empty();
    }

    Tensor forward(Tensor x, Embeddings embeddings) {
        return TensorScope.returning(
                () -> resnet.forward(layer.forward(x, embeddings), embeddings.time()));
    }

    /** {@return the layers of its transformers that attend to the text} */
    Stream<CrossAttention> crossAttentions() {
        return layer.crossAttentions();
    }
}
