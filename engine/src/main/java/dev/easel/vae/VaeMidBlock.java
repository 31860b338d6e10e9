package dev.easel.vae;

import dev.easel.checkpoint.Weights;
import dev.easel.nn.ResnetBlock;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import java.util.Optional;

/** The lowest level of encoder and decoder: two residual blocks, on most with attention between. */
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

    Tensor forward(Tensor x) {
        return TensorScope.returning(() -> {
            Tensor h = first.forward(x);
            return second.forward(attention.map(a -> a.forward(h)).orElse(h));
        });
    }
}
