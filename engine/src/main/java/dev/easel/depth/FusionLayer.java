package dev.easel.depth;

import dev.easel.checkpoint.Weights;
import dev.easel.nn.Conv2d;
import dev.easel.tensor.Ops;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

/**
 * Refines a feature map and doubles its height and width: [batch, channels, height, width] to
 * [batch, channels, 2 height, 2 width] (transformers {@code DPTFeatureFusionLayer}).
 */
final class FusionLayer {
    private final ResidualUnit unit;
    private final Conv2d projection;

    FusionLayer(Weights weights, int channels) {
        unit = new ResidualUnit(weights.at("residual_layer2"), channels);
        projection = Conv2d.same(weights.at("projection"), channels, channels, 1);
    }

    Tensor forward(Tensor x) {
        return TensorScope.returning(() -> {
            Tensor h = unit.forward(x);
            return projection.forward(Ops.resizeBilinear(h, 2 * h.size(2), 2 * h.size(3), true));
        });
    }
}
