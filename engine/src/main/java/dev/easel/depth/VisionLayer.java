package dev.easel.depth;

import dev.easel.checkpoint.Weights;
import dev.easel.nn.Activation;
import dev.easel.nn.Heads;
import dev.easel.nn.LayerNorm;
import dev.easel.nn.Linear;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

/**
 * One transformer layer: attention between all tokens and a feed-forward part, each after a layer
 * norm and with a residual connection around it (transformers {@code DPTViTLayer}).
 */
final class VisionLayer {
    private final LayerNorm norm1;
    private final Linear toQ;
    private final Linear toK;
    private final Linear toV;
    private final Linear toOut;
    private final Heads heads;
    private final LayerNorm norm2;
    private final Linear in;
    private final Activation activation;
    private final Linear out;

    VisionLayer(Weights weights, DepthConfig.Transformer config) {
        int width = config.width();
        norm1 = new LayerNorm(weights.at("layernorm_before"), width, config.layerNormEps());
        toQ = input(weights, "query", config);
        toK = input(weights, "key", config);
        toV = input(weights, "value", config);
        toOut = Linear.biased(weights.at("attention.output.dense"), width, width);
        heads = new Heads(config.heads(), weights);
        norm2 = new LayerNorm(weights.at("layernorm_after"), width, config.layerNormEps());
        in = Linear.biased(weights.at("intermediate.dense"), width, config.innerWidth());
        activation = config.activation();
        out = Linear.biased(weights.at("output.dense"), config.innerWidth(), width);
    }

    /** [batch, tokens, width] to the same. */
    Tensor forward(Tensor x) {
        return TensorScope.returning(() -> {
            Tensor attended = x.add(attend(norm1.forward(x)));
            return attended.add(feedForward(norm2.forward(attended)));
        });
    }

    private Tensor attend(Tensor x) {
        return toOut.forward(heads.attend(toQ.forward(x), toK.forward(x), toV.forward(x)));
    }

    private Tensor feedForward(Tensor x) {
        return out.forward(activation.apply(in.forward(x)));
    }

    private static Linear input(Weights weights, String name, DepthConfig.Transformer config) {
        var stored = weights.at("attention.attention").at(name);
        int width = config.width();
        return config.inputBias()
                ? Linear.biased(stored, width, width)
                : Linear.unbiased(stored, width, width);
    }
}
