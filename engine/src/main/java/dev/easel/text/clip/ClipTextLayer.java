package dev.easel.text.clip;

import dev.easel.checkpoint.Weights;
import dev.easel.nn.Activation;
import dev.easel.nn.Heads;
import dev.easel.nn.LayerNorm;
import dev.easel.nn.Linear;
import dev.easel.tensor.Tensor;

/**
 * One transformer layer: causal attention and a feed-forward part, each after a layer norm and with
 * a residual connection around it (transformers {@code CLIPEncoderLayer}).
 */
final class ClipTextLayer {
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

    ClipTextLayer(Weights weights, ClipTextConfig config) {
        int width = config.width();
        norm1 = new LayerNorm(weights.at("layer_norm1"), width, config.layerNormEps());
        var attention = weights.at("self_attn");
        toQ = Linear.biased(attention.at("q_proj"), width, width);
        toK = Linear.biased(attention.at("k_proj"), width, width);
        toV = Linear.biased(attention.at("v_proj"), width, width);
        toOut = Linear.biased(attention.at("out_proj"), width, width);
        heads = new Heads(config.heads(), weights);
        norm2 = new LayerNorm(weights.at("layer_norm2"), width, config.layerNormEps());
        in = Linear.biased(weights.at("mlp.fc1"), width, config.innerWidth());
        activation = config.activation();
        out = Linear.biased(weights.at("mlp.fc2"), config.innerWidth(), width);
    }

    /** [batch, tokens, width] to the same. */
    Tensor forward(Tensor x) {
        var attended = x.add(attend(norm1.forward(x)));
        return attended.add(feedForward(norm2.forward(attended)));
    }

    private Tensor attend(Tensor x) {
        return toOut.forward(heads.attendCausally(toQ.forward(x), toK.forward(x), toV.forward(x)));
    }

    private Tensor feedForward(Tensor x) {
        return out.forward(activation.apply(in.forward(x)));
    }
}
