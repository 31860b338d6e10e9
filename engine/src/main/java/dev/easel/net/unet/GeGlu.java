package dev.easel.net.unet;

import dev.easel.checkpoint.Weights;
import dev.easel.nn.Linear;
import dev.easel.tensor.Epilogue;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

/**
 * A feed-forward network whose middle is gated: [.., width] to [.., width] (diffusers {@code
 * FeedForward} with {@code GEGLU}; "GLU Variants Improve Transformer").
 */
final class GeGlu {
    private static final int EXPANSION = 4;

    private final Linear value;
    private final Linear gate;
    private final Linear out;

    GeGlu(Weights weights, int width) {
        var halves = Linear.halves(weights.at("net.0.proj"), width, EXPANSION * width);
        value = halves.getFirst();
        gate = halves.getLast();
        out = Linear.biased(weights.at("net.2"), EXPANSION * width, width);
    }

    /** {@return what becomes of the network's result} */
    Tensor forward(Tensor x, Epilogue epilogue) {
        return TensorScope.returning(() -> out.forward(value.forwardGated(x, gate), epilogue));
    }
}
