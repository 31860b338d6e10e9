package dev.easel.depth;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.checkpoint.JsonConfig;
import dev.easel.nn.Activation;

import java.util.List;
import java.util.stream.Stream;

/**
 * The sizes of a {@link DepthEstimator}.
 *
 * @param transformer on the backbone's features
 * @param gridSize positions along each side of a square picture that have an embedding
 * @param taps the hidden states that the depth is computed from, in addition to the backbone's
 *     first two stages
 * @param fusionWidth channels of the feature maps that are fused
 */
record DepthConfig(
        BackboneConfig backbone,
        Transformer transformer,
        int gridSize,
        List<Tap> taps,
        int fusionWidth) {
    DepthConfig {
        taps = List.copyOf(taps);
    }

    /**
     * The sizes of a vision transformer.
     *
     * @param width of the hidden states
     * @param innerWidth of the feed-forward layers
     * @param inputBias whether queries, keys and values have a bias
     */
    record Transformer(
            int width,
            int innerWidth,
            int layers,
            int heads,
            boolean inputBias,
            Activation activation,
            double layerNormEps) {}

    /**
     * A hidden state that becomes a feature map.
     *
     * @param layer after which it is taken, counted from 0
     * @param channels of the map
     * @param halved whether the map has half the grid's height and width
     */
    record Tap(int layer, int channels, boolean halved) {}

    /**
     * {@return what a {@code depth_estimator/config.json} says; absent keys have transformers'
     * defaults}
     *
     * @throws CheckpointException where it describes a network that {@link DepthEstimator} is not
     */
    static DepthConfig read(JsonConfig config) {
        return new DepthConfigReader(config).read();
    }

    /** {@return the channels of the feature maps that are fused, the finest first} */
    List<Integer> neckChannels() {
        return Stream.concat(
                        backbone.channels().stream().limit(Neck.DIRECT),
                        taps.stream().map(Tap::channels))
                .toList();
    }
}
