package dev.easel.net.unet;

import dev.easel.checkpoint.Weights;
import dev.easel.nn.CrossAttention;
import dev.easel.nn.ResnetBlock;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import java.util.Optional;
import java.util.stream.Stream;

/** One layer of a block: a residual block, on most levels followed by a transformer. */
final class Layer {
    private final ResnetBlock resnet;
    private final Optional<SpatialTransformer> transformer;

    /**
     * Takes the weights of a block's layer.
     *
     * @param block the whole block's weights
     * @param index of the layer in the block
     */
    Layer(
            Weights block,
            int index,
            ResnetBlock.Config resnet,
            Optional<SpatialTransformer.Config> transformer) {
        this.resnet = new ResnetBlock(block.at("resnets").at(index), resnet);
        this.transformer =
                transformer.map(
                        config -> new SpatialTransformer(block.at("attentions").at(index), config));
    }

    Tensor forward(Tensor x, Embeddings embeddings) {
        return TensorScope.returning(() -> {
            Tensor out = resnet.forward(x, embeddings.time());
            return transformer.map(t -> t.forward(out, embeddings)).orElse(out);
        });
    }

    /** {@return the layers of its transformer that attend to the text} */
    Stream<CrossAttention> crossAttentions() {
        return transformer.stream().flatMap(SpatialTransformer::crossAttentions);
    }
}
