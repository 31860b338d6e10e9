package dev.easel.upscale;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.checkpoint.WeightSource;

/**
 * The sizes of a {@link CompactNet}.
 *
 * @param features of each pixel
 * @param convolutions with those of both ends
 */
record CompactConfig(int features, int convolutions, int scale) {
    /**
     * {@return what the shapes of the tensors say}
     *
     * @throws CheckpointException where they are not an SRVGGNetCompact's of RGB pictures
     */
    static CompactConfig read(WeightSource source) {
        var shapes = new UpscaleShapes(source);
        int convolutions = (shapes.count("body.%d.weight", 0) + 1) / 2;
        String last = "body.%d".formatted(2 * convolutions - 2);
        return new CompactConfig(
                shapes.out("body.0"), convolutions, shapes.squareSide(last, shapes.out(last)));
    }
}
