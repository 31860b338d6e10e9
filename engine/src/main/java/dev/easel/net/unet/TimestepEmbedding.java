package dev.easel.net.unet;

import dev.easel.checkpoint.Weights;
import dev.easel.nn.Linear;
import dev.easel.tensor.Ops;
import dev.easel.tensor.Tensor;

/** Two linear layers with silu between them: [batch, in] to [batch, out]. */
final class TimestepEmbedding {
    private final Linear linear1;
    private final Linear linear2;

    TimestepEmbedding(Weights weights, int in, int out) {
        linear1 = Linear.biased(weights.at("linear_1"), in, out);
        linear2 = Linear.biased(weights.at("linear_2"), out, out);
    }

    Tensor forward(Tensor x) {
        return linear2.forward(Ops.silu(linear1.forward(x)));
    }
}
