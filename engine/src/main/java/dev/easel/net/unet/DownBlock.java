package dev.easel.net.unet;

import dev.easel.checkpoint.Weights;
import dev.easel.nn.CrossAttention;
import dev.easel.nn.Downsample;
import dev.easel.tensor.Tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One level on the way down: layers, then half the height and width except on the last level. */
final class DownBlock {
    private final List<Layer> layers;
    private final Optional<Downsample> downsample;

    private DownBlock(Weights weights, UNetConfig config, int index) {
        var level = config.levels().get(index);
        int in = config.levels().get(Math.max(index - 1, 0)).channels();
        var transformer = config.transformer(index, level.attentionDown());
        layers =
                IntStream.range(0, config.layersPerBlock())
                        .mapToObj(i -> {
                            var resnet = config.resnet(i == 0 ? in : level.channels(), level);
                            return new Layer(weights, i, resnet, transformer);
                        })
                        .toList();
        downsample =
                index == config.levels().size() - 1
                        ? Optional.empty()
                        : Optional.of(downsample(weights.at("downsamplers.0"), config, level));
    }

    /** {@return all levels, the widest first} */
    static List<DownBlock> all(Weights root, UNetConfig config) {
        return IntStream.range(0, config.levels().size())
                .mapToObj(i -> new DownBlock(root.at("down_blocks").at(i), config, i))
                .toList();
    }

    /** {@return what each layer and the downsampling give; the last is the block's result} */
    List<Tensor> forward(Tensor x, Embeddings embeddings) {
        List<Tensor> outputs = new ArrayList<>();
        outputs.add(first(x, embeddings));
        outputs.addAll(afterFirst(outputs.getFirst(), embeddings));
        return outputs;
    }

    /** {@return what the first layer gives} */
    Tensor first(Tensor x, Embeddings embeddings) {
        return layers.getFirst().forward(x, embeddings);
    }

    /** {@return what all that follows the first layer gives, nothing where nothing does} */
    List<Tensor> afterFirst(Tensor first, Embeddings embeddings) {
        List<Tensor> outputs = new ArrayList<>();
        Tensor h = first;
        for (Layer layer : layers.subList(1, layers.size())) {
            h = layer.forward(h, embeddings);
            outputs.add(h);
        }
        Tensor last = h;
        downsample.ifPresent(d -> outputs.add(d.forward(last)));
        return outputs;
    }

    /** {@return the layers of its transformers that attend to the text} */
    Stream<CrossAttention> crossAttentions() {
        return layers.stream().flatMap(Layer::crossAttentions);
    }

    private static Downsample downsample(
            Weights weights, UNetConfig config, UNetConfig.Level level) {
        return config.symmetricDownsampling()
                ? Downsample.symmetric(weights, level.channels())
                : Downsample.asymmetric(weights, level.channels());
    }
}
