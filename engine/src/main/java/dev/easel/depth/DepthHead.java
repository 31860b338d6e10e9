package dev.easel.depth;

import dev.easel.checkpoint.Weights;
import dev.easel.nn.Conv2d;
import dev.easel.tensor.Ops;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

/**
 * Turns the finest feature map into depth: [batch, channels, height, width] to [batch, 2 height, 2
 * width] (transformers {@code DPTDepthEstimationHead}).
 */
final class DepthHead {
    private static final int INNER_CHANNELS = 32;

    private final Conv2d first;
    private final Conv2d second;
    private final Conv2d last;

    DepthHead(Weights weights, int channels) {
        first = Conv2d.same(weights.at(0), channels, channels / 2, 3);
        second = Conv2d.same(weights.at(2), channels / 2, INNER_CHANNELS, 3);
        last = Conv2d.same(weights.at(4), INNER_CHANNELS, 1, 1);
    }

    Tensor forward(Tensor x) {
        return TensorScope.returning(() -> {
            Tensor h = first.forward(x);
            h = Ops.resizeBilinear(h, 2 * h.size(2), 2 * h.size(3), true);
            h = Ops.relu(second.forward(h));
            h = Ops.relu(last.forward(h));
            return h.reshape(h.size(0), h.size(2), h.size(3));
        });
    }
}
