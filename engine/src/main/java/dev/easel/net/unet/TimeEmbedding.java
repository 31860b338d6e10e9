package dev.easel.net.unet;

import dev.easel.checkpoint.Weights;
import dev.easel.model.Conditioning;
import dev.easel.tensor.DType;
import dev.easel.tensor.Ops;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;

import java.util.List;
import java.util.Optional;

/**
 * The time, and where the network knows them the text's summary and the picture's sizes, as one
 * vector. In float32 whatever the network's dtype: it is small and everything depends on it.
 */
final class TimeEmbedding {
    private final Sinusoid timeWaves;
    private final TimestepEmbedding time;
    private final Optional<GuidanceEmbedding> guidance;
    private final Optional<SizeEmbedding> sizes;

    TimeEmbedding(Weights root, UNetConfig config) {
        var weights = root.as(DType.F32);
        timeWaves = config.waves(config.levels().getFirst().channels());
        time =
                new TimestepEmbedding(
                        weights.at("time_embedding"),
                        timeWaves.width(),
                        config.timeEmbeddingWidth());
        guidance =
                config.guidanceWidth().stream()
                        .mapToObj(width ->
                                new GuidanceEmbedding(
                                        weights.at("time_embedding.cond_proj"),
                                        width,
                                        timeWaves.width()))
                        .findFirst();
        sizes = config.textTime().map(added -> new SizeEmbedding(weights, config, added));
    }

    /**
     * {@return [batch, timeEmbeddingWidth] after the activation that every block begins with}
     *
     * @param embedded as {@link #ofTimesteps} gives it
     * @param sizes as {@link #ofSizes} gives them
     */
    Tensor forward(Tensor embedded, Optional<Tensor> sizes) {
        return Ops.silu(sizes.map(added -> embedded.add(added)).orElse(embedded));
    }

    /**
     * {@return [batch, timeEmbeddingWidth]}
     *
     * @param timesteps [batch]
     * @param guidanceScale that counts where the network is told it
     */
    Tensor ofTimesteps(Tensor timesteps, double guidanceScale) {
        Tensor waves = timeWaves.of(timesteps);
        return time.forward(
                guidance.map(it -> waves.add(it.of(guidanceScale, waves.device()))).orElse(waves));
    }

    Optional<Tensor> ofSizes(Conditioning conditioning) {
        return switch (conditioning) {
            case Conditioning.CrossAttention _ -> {
                if (sizes.isPresent()) {
                    throw new IllegalArgumentException(
                            "this network needs the conditioning TextTime, got CrossAttention");
                }
                yield Optional.empty();
            }
            case Conditioning.TextTime textTime ->
                    Optional.of(
                            sizes.orElseThrow(() ->
                                            new IllegalArgumentException(
                                                    "this network needs the conditioning"
                                                            + " CrossAttention, got TextTime"))
                                    .forward(textTime));
        };
    }

    /** What SDXL adds to the time. */
    private static final class SizeEmbedding {
        private final Sinusoid waves;
        private final TimestepEmbedding embedding;
        private final int inputWidth;

        SizeEmbedding(Weights weights, UNetConfig config, UNetConfig.TextTimeWidths widths) {
            waves = config.waves(widths.perTimeId());
            inputWidth = widths.input();
            embedding =
                    new TimestepEmbedding(
                            weights.at("add_embedding"), inputWidth, config.timeEmbeddingWidth());
        }

        Tensor forward(Conditioning.TextTime given) {
            Tensor ids = given.timeIds().to(DType.F32);
            long batch = ids.size(0);
            Tensor sizes = waves.of(ids.reshape(-1)).reshape(batch, ids.size(1) * waves.width());
            Tensor pooled = given.pooled().to(DType.F32);
            if (pooled.size(1) + sizes.size(1) != inputWidth) {
                throw new IllegalArgumentException(
                        "pooled %s and timeIds %s make an embedding %d wide; expected %d"
                                .formatted(
                                        pooled.shape(),
                                        Shape.of(batch, ids.size(1)),
                                        pooled.size(1) + sizes.size(1),
                                        inputWidth));
            }
            return embedding.forward(Tensor.cat(List.of(pooled, sizes), 1));
        }
    }
}
