package dev.easel.depth;

import dev.easel.checkpoint.Weights;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The transformer between the backbone's features and the neck (transformers {@code DPTModel}). */
final class VisionTransformer {
    private final TokenEmbedding embedding;
    private final List<VisionLayer> layers;

    VisionTransformer(Weights weights, DepthConfig config) {
        embedding = new TokenEmbedding(weights.at("embeddings"), config);
        layers =
                IntStream.range(0, config.transformer().layers())
                        .mapToObj(i ->
                                new VisionLayer(
                                        weights.at("encoder.layer").at(i), config.transformer()))
                        .toList();
    }

    /**
     * {@return the hidden states after each layer, [batch, 1 + height * width, width of the
     * transformer]; the first token is the class token}
     *
     * @param features the backbone's last, [batch, channels, height, width]
     */
    List<Tensor> forward(Tensor features) {
        List<Tensor> states = new ArrayList<>();
        Tensor x = TensorScope.returning(() -> embedding.forward(features));
        for (var layer : layers) {
            x = layer.forward(x);
            states.add(x);
        }
        return states;
    }
}
