package dev.easel.model;

import dev.easel.pictures.RgbImage;
import dev.easel.tensor.Tensor;

/** Estimates how near each position of a picture is. Its calls take the device's turn. */
@FunctionalInterface
public interface DepthStage {
    /**
     * {@return the depth, [1, height, width] of values of at least 0, large where it is near,
     * float32, in the innermost scope} Only differences within one picture mean something; height
     * and width may be others than the picture's.
     */
    Tensor estimate(RgbImage picture);
}
