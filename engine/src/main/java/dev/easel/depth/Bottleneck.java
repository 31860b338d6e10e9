package dev.easel.depth;

import dev.easel.checkpoint.Weights;
import dev.easel.tensor.Ops;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import java.util.Optional;

/**
 * Three convolutions around a sum with the block's input (transformers {@code BitBottleneckLayer}).
 * The first block of a stage changes the channels and, in all stages but the first, halves height
 * and width, rounded up.
 */
final class Bottleneck {
    private final NormedConv reduce;
    private final NormedConv middle;
    private final NormedConv expand;
    private final Optional<NormedConv> shortcut;

    Bottleneck(Weights weights, BackboneConfig config, int stage, int block) {
        int out = config.channels().get(stage);
        int inner = config.innerChannels(stage);
        boolean first = block == 0;
        int in = first ? config.inputChannels(stage) : out;
        int stride = first && stage > 0 ? 2 : 1;
        int groups = config.groups();

        reduce = numbered(weights, 1, Shape.of(inner, in, 1, 1), 1, groups);
        middle = numbered(weights, 2, Shape.of(inner, inner, 3, 3), stride, groups);
        expand = numbered(weights, 3, Shape.of(out, inner, 1, 1), 1, groups);
        var side = weights.at("downsample");
        var kernel = Shape.of(out, in, 1, 1);
        shortcut =
                first
                        ? Optional.of(
                                new NormedConv(
                                        side.at("conv"), side.at("norm"), kernel, stride, groups))
                        : Optional.empty();
    }

    Tensor forward(Tensor x) {
        return TensorScope.returning(() -> {
            Tensor h = Ops.relu(reduce.forward(x));
            h = expand.forward(Ops.relu(middle.forward(h)));
            return Ops.relu(h.add(shortcut.map(s -> s.forward(x)).orElse(x)));
        });
    }

    private static NormedConv numbered(
            Weights weights, int number, Shape kernel, int stride, int groups) {
        return new NormedConv(
                weights.at("conv" + number), weights.at("norm" + number), kernel, stride, groups);
    }
}
