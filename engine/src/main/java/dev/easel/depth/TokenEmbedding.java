package dev.easel.depth;

import dev.easel.checkpoint.Weights;
import dev.easel.nn.Conv2d;
import dev.easel.nn.FeatureMap;
import dev.easel.tensor.Ops;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;

import java.util.List;

/**
 * Turns the positions of a feature map into tokens, after a class token, and adds the position
 * embeddings (transformers {@code DPTViTHybridEmbeddings}). They were learnt on a square grid and
 * are interpolated for any other.
 */
final class TokenEmbedding {
    private final Conv2d projection;
    private final Tensor classToken;
    private final Tensor positions;
    private final int gridSize;

    TokenEmbedding(Weights weights, DepthConfig config) {
        int width = config.transformer().width();
        gridSize = config.gridSize();
        projection =
                Conv2d.same(
                        weights.at("projection"), config.backbone().channels().getLast(), width, 1);
        classToken = weights.take("cls_token", Shape.of(1, 1, width));
        positions =
                weights.take(
                        "position_embeddings", Shape.of(1, 1 + (long) gridSize * gridSize, width));
    }

    /**
     * {@return [batch, 1 + height * width, width of the transformer]}
     *
     * @param features the backbone's last, [batch, channels, height, width]
     */
    Tensor forward(Tensor features) {
        Tensor map = project(features);
        Tensor first = classToken.expand(map.size(0), -1, -1);
        return Tensor.cat(List.of(first, FeatureMap.toTokens(map)), 1)
                .add(positions(map.size(2), map.size(3)));
    }

    Tensor project(Tensor features) {
        return projection.forward(features);
    }

    private Tensor positions(long height, long width) {
        Tensor first = positions.narrow(1, 0, 1);
        Tensor grid =
                positions
                        .narrow(1, 1, positions.size(1) - 1)
                        .reshape(1, gridSize, gridSize, positions.size(2))
                        .permute(0, 3, 1, 2);
        Tensor fitted = Ops.resizeBilinear(grid, height, width, false);
        return Tensor.cat(List.of(first, FeatureMap.toTokens(fitted)), 1);
    }
}
