package dev.easel.vae;

import dev.easel.checkpoint.Weights;
import dev.easel.nn.NormMoments;
import dev.easel.nn.ResnetBlock;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import java.util.Optional;

/**
 * The blocks of the latents' resolution: two residual blocks, in most models with attention between
 * them.
 */
final class VaeMidBlock {
    private final ResnetBlock first;
    private final Optional<MidAttention> attention;
    private final ResnetBlock second;

    VaeMidBlock(Weights weights, VaeConfig config) {
        int channels = config.channels().getLast();
        var sizes = config.resnet(channels, channels);
        first = new ResnetBlock(weights.at("resnets.0"), sizes);
        attention =
                config.midAttention()
                        ? Optional.of(new MidAttention(weights.at("attentions.0"), config))
                        : Optional.empty();
        second = new ResnetBlock(weights.at("resnets.1"), sizes);
    }

    Tensor forward(Tensor x, NormMoments moments) {
        return TensorScope.returning(() -> {
            Tensor h = first.forward(x, moments);
            return second.forward(attention.map(a -> a.forward(h, moments)).orElse(h), moments);
        });
    }
}
