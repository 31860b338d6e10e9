package dev.easel.net.unet;

import dev.easel.checkpoint.Weights;
import dev.easel.nn.CrossAttention;
import dev.easel.tensor.Tensor;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that lies between a {@link UNet}'s first and last convolution: down, through the middle, up.
 * Its outermost layers, the first on the way down and the last two on the way up, enclose the deep
 * ones, and see these through one feature map.
 */
final class Blocks {
    /** As many layers on the way up take what the first convolution and the first layer gave. */
    private static final int OUTERMOST = 2;

    private final List<DownBlock> down;
    private final Optional<MidBlock> mid;
    private final List<UpBlock> up;

    Blocks(Weights root, UNetConfig config) {
        down = DownBlock.all(root, config);
        mid = MidBlock.of(root, config);
        up = UpBlock.all(root, config);
    }

    /** {@return the layers that attend to the text} */
    Stream<CrossAttention> crossAttentions() {
        return Stream.of(
                        down.stream().flatMap(DownBlock::crossAttentions),
                        mid.stream().flatMap(MidBlock::crossAttentions),
                        up.stream().flatMap(UpBlock::crossAttentions))
                .flatMap(layers -> layers);
    }

    /**
     * {@return what the last block gives, [batch, ..]}
     *
     * @param x what the first convolution gives, for each of the batch or for all
     * @param embeddings with the run's cache, which says whether the deep layers are computed
     */
    Tensor forward(Tensor x, Embeddings embeddings) {
        Tensor first = first(x, embeddings);
        Tensor deep =
                embeddings
                        .extras()
                        .deepCache()
                        .feature(first, embeddings.batch(), () -> deep(first, embeddings));
        return last(deep, first, x, embeddings).ofBatch(embeddings.batch());
    }

    Tensor first(Tensor x, Embeddings embeddings) {
        return down.getFirst().first(x, embeddings);
    }

    Tensor last(Tensor deep, Tensor first, Tensor x, Embeddings embeddings) {
        return up.getLast().last(OUTERMOST, deep, embeddings, skips(first, x));
    }

    /** Takes the first layer's result to what the outermost layers on the way up see. */
    Tensor deep(Tensor first, Embeddings embeddings) {
        Deque<Tensor> skips = skips(first);
        Tensor x = first;
        for (DownBlock block : down) {
            var outputs =
                    block == down.getFirst()
                            ? block.afterFirst(x, embeddings)
                            : block.forward(x, embeddings);
            outputs.forEach(skips::push);
            x = skips.element();
        }
        Tensor lowest = x;
        x = mid.map(block -> block.forward(lowest, embeddings)).orElse(lowest);
        for (UpBlock block : up.subList(0, up.size() - 1)) {
            x = block.forward(x, embeddings, skips);
        }
        return up.getLast().withoutLast(OUTERMOST, x, embeddings, skips);
    }

    private static Deque<Tensor> skips(Tensor... lastFirst) {
        return new ArrayDeque<>(List.of(lastFirst));
    }
}
