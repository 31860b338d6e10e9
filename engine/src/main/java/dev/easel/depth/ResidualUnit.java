package dev.easel.depth;

import dev.easel.checkpoint.Weights;
import dev.easel.nn.Conv2d;
import dev.easel.tensor.Ops;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

/**
 * Two convolutions, each after a ReLU, with a residual connection around them: [batch, channels,
 * height, width] to the same (transformers {@code DPTPreActResidualLayer}).
 */
final class ResidualUnit {
    private final Conv2d conv1;
    private final Conv2d conv2;

    ResidualUnit(Weights weights, int channels) {
        conv1 = Conv2d.same(weights.at("convolution1"), channels, channels, 3);
        conv2 = Conv2d.same(weights.at("convolution2"), channels, channels, 3);
    }

    Tensor forward(Tensor x) {
        return TensorScope.returning(() -> {
            Tensor h = conv1.forward(Ops.relu(x));
            return conv2.forward(Ops.relu(h)).add(x);
        });
    }
}
