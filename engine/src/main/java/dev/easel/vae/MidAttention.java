package dev.easel.vae;

import dev.easel.checkpoint.Weights;
import dev.easel.nn.FeatureMap;
import dev.easel.nn.GroupNorm;
import dev.easel.nn.Heads;
import dev.easel.nn.Linear;
import dev.easel.nn.NormMoments;
import dev.easel.tensor.Epilogue;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

/**
 * Attention of one head between all positions of a feature map [batch, channels, height, width],
 * added to it. Its projections have other names in old files, and in some of them the shape of 1x1
 * convolutions.
 */
final class MidAttention {
    private final Heads heads;
    private final GroupNorm norm;
    private final Linear toQ;
    private final Linear toK;
    private final Linear toV;
    private final Linear toOut;

    MidAttention(Weights weights, VaeConfig config) {
        int channels = config.channels().getLast();
        heads = new Heads(1, weights);
        norm = new GroupNorm(weights.at("group_norm"), config.groups(), channels, VaeConfig.EPS);
        toQ = projection(weights, "to_q", "query", channels);
        toK = projection(weights, "to_k", "key", channels);
        toV = projection(weights, "to_v", "value", channels);
        toOut = projection(weights, "to_out.0", "proj_attn", channels);
    }

    Tensor forward(Tensor x, NormMoments moments) {
        return TensorScope.returning(() -> {
            Tensor tokens = FeatureMap.toTokens(norm.forward(x, moments));
            Tensor attended =
                    heads.attend(toQ.forward(tokens), toK.forward(tokens), toV.forward(tokens));
            var sum = Epilogue.plus(FeatureMap.toTokens(x));
            return FeatureMap.fromTokens(toOut.forward(attended, sum), x);
        });
    }

    private static Linear projection(Weights weights, String name, String oldName, int channels) {
        boolean old = !weights.has(name + ".weight") && weights.has(oldName + ".weight");
        var stored = weights.at(old ? oldName : name);
        boolean pointwise =
                stored.has("weight")
                        && stored.shape("weight", Shape.of(channels, channels)).rank() == 4;
        return pointwise
                ? Linear.pointwise(stored, channels, channels)
                : Linear.biased(stored, channels, channels);
    }
}
