package dev.easel.depth;

import dev.easel.checkpoint.Weights;
import dev.easel.nn.Sequence;
import dev.easel.tensor.Ops;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * A residual network with weight standardisation and group norms, "BiT", in the form that vision
 * transformers are built on (transformers {@code BitBackbone}, layer type "bottleneck").
 */
final class Backbone {
    private static final SamePadding POOL = new SamePadding(3, 2);

    private final NormedConv stem;
    private final List<Sequence> stages;

    Backbone(Weights weights, BackboneConfig config) {
        var embedder = weights.at("embedder");
        var kernel = Shape.of(config.stemChannels(), 3, 7, 7);
        stem =
                new NormedConv(
                        embedder.at("convolution"),
                        embedder.at("norm"),
                        kernel,
                        2,
                        config.groups());
        stages =
                IntStream.range(0, BackboneConfig.STAGES)
                        .mapToObj(i -> stage(weights.at("encoder.stages").at(i), config, i))
                        .toList();
    }

    /**
     * {@return the feature map after each stage: a quarter, an eighth and a sixteenth of the
     * picture's height and width, rounded up}
     *
     * @param pixels [batch, 3, height, width]
     */
    List<Tensor> forward(Tensor pixels) {
        List<Tensor> maps = new ArrayList<>();
        Tensor x = embed(pixels);
        for (var stage : stages) {
            x = stage.forward(x);
            maps.add(x);
        }
        return maps;
    }

    /** {@return the input of the first stage, a quarter of the picture's height and width} */
    Tensor embed(Tensor pixels) {
        return TensorScope.returning(() -> {
            Tensor x = Ops.relu(stem.forward(pixels));
            return Ops.maxPool(POOL.apply(x), POOL.kernel(), POOL.stride());
        });
    }

    private static Sequence stage(Weights weights, BackboneConfig config, int stage) {
        List<UnaryOperator<Tensor>> blocks = new ArrayList<>();
        for (int i = 0; i < config.depths().get(stage); i++) {
            blocks.add(new Bottleneck(weights.at("layers").at(i), config, stage, i)::forward);
        }
        return Sequence.of(blocks);
    }
}
