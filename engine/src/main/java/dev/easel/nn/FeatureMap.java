package dev.easel.nn;

import dev.easel.tensor.Tensor;

/** A feature map [batch, channels, height, width] as a row of tokens, and back. */
public final class FeatureMap {
    private FeatureMap() {}

    /**
     * {@return [batch, height * width, channels]; no copy where the channels are last in memory}
     */
    public static Tensor toTokens(Tensor map) {
        return map.permute(0, 2, 3, 1).reshape(map.size(0), map.size(2) * map.size(3), map.size(1));
    }

    /** {@return tokens [batch, height * width, channels] in the shape of {@code map}} */
    public static Tensor fromTokens(Tensor tokens, Tensor map) {
        return tokens.reshape(map.size(0), map.size(2), map.size(3), tokens.size(2))
                .permute(0, 3, 1, 2);
    }
}
