package dev.easel.net.unet;

import dev.easel.checkpoint.Weights;
import dev.easel.nn.CrossAttention;
import dev.easel.nn.Upsample;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One level on the way up: each layer sees, in addition to its predecessor's result, what the way
 * down gave at the same resolution; then the height and width of the next level.
 */
final class UpBlock {
    private final List<Layer> layers;
    private final Optional<Upsample> upsample;

    private UpBlock(Weights weights, UNetConfig config, int levelIndex) {
        var levels = config.levels();
        var level = levels.get(levelIndex);
        int below = levels.get(Math.min(levelIndex + 1, levels.size() - 1)).channels();
        int above = levels.get(Math.max(levelIndex - 1, 0)).channels();
        int last = config.layersPerBlock();
        var transformer = config.transformer(levelIndex, level.attentionUp());
        layers =
                IntStream.rangeClosed(0, last)
                        .mapToObj(i -> {
                            int in = i == 0 ? below : level.channels();
                            int skip = i == last ? above : level.channels();
                            return new Layer(
                                    weights, i, config.resnet(in + skip, level), transformer);
                        })
                        .toList();
        upsample =
                levelIndex == 0
                        ? Optional.empty()
                        : Optional.of(new Upsample(weights.at("upsamplers.0"), level.channels()));
    }

    /** {@return all levels, the narrowest first} */
    static List<UpBlock> all(Weights root, UNetConfig config) {
        int count = config.levels().size();
        return IntStream.range(0, count)
                .mapToObj(i -> new UpBlock(root.at("up_blocks").at(i), config, count - 1 - i))
                .toList();
    }

    /**
     * Runs the level.
     *
     * @param skips what the way down gave, its last first; this block takes one for each layer
     */
    Tensor forward(Tensor x, Embeddings embeddings, Deque<Tensor> skips) {
        return TensorScope.returning(() -> {
            Tensor out = run(layers, x, embeddings, skips);
            return upsample.map(u -> toSizeOf(skips.element(), out, u)).orElse(out);
        });
    }

    /** Runs the layers of the widest level, which enlarges nothing, without the last ones. */
    Tensor withoutLast(int count, Tensor x, Embeddings embeddings, Deque<Tensor> skips) {
        return run(layers.subList(0, layers.size() - count), x, embeddings, skips);
    }

    /** Runs the last layers of the widest level. */
    Tensor last(int count, Tensor x, Embeddings embeddings, Deque<Tensor> skips) {
        return run(layers.subList(layers.size() - count, layers.size()), x, embeddings, skips);
    }

    private static Tensor run(
            List<Layer> layers, Tensor x, Embeddings embeddings, Deque<Tensor> skips) {
        Tensor h = x;
        for (Layer layer : layers) {
            Tensor before = h;
            Tensor skip = skips.pop().ofBatch(before.size(0));
            h =
                    TensorScope.returning(
                            () -> layer.forward(Tensor.cat(List.of(before, skip), 1), embeddings));
        }
        return h;
    }

    /** {@return the layers of its transformers that attend to the text} */
    Stream<CrossAttention> crossAttentions() {
        return layers.stream().flatMap(Layer::crossAttentions);
    }

    /** Not twice its own size: an odd size was rounded up on the way down. */
    private static Tensor toSizeOf(Tensor skip, Tensor x, Upsample upsample) {
        return upsample.forward(x, skip.size(2), skip.size(3));
    }
}
