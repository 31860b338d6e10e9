package dev.easel.unet;

import dev.easel.checkpoint.Weights;
import dev.easel.nn.Linear;
import dev.easel.tensor.Kernels;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

/**
 * A feed-forward network whose middle is gated: [.., width] to [.., width] (diffusers {@code
 * FeedForward} with {@code GEGLU}; "GLU Variants Improve Transformer").
 */
final class GeGlu {
    private static final int EXPANSION = 4;

    private final Linear in;
    private final Linear out;

    GeGlu(Weights weights, int width) {
        in = Linear.biased(weights.at("net.0.proj"), width, 2 * EXPANSION * width);
        out = Linear.biased(weights.at("net.2"), EXPANSION * width, width);
    }

    Tensor forward(Tensor x) {
        return TensorScope.returning(() -> out.forward(gated(x)));
    }

    private Tensor gated(Tensor x) {
        return TensorScope.returning(() -> {
            var halves = in.forward(x).chunk(2, -1);
            return halves.getFirst().mul(Kernels.gelu(halves.getLast()));
        });
    }
}
