package dev.easel.upscale;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.checkpoint.WeightSource;

/**
 * The sizes of an {@link RrdbNet}.
 *
 * @param unshuffle the side of the squares of pixels that become the channels of one: 1 in networks
 *     that double as often as their scale says, 2 and 4 in those with a smaller scale
 * @param features of each pixel
 * @param growth channels that each convolution of a dense block adds
 * @param blocks in the body
 * @param doublings of height and width behind the body
 */
record RrdbConfig(int unshuffle, int features, int growth, int blocks, int doublings) {
    /**
     * {@return what the shapes of the tensors say}
     *
     * @throws CheckpointException where they are not an RRDBNet's of RGB pictures
     */
    static RrdbConfig read(WeightSource source) {
        var shapes = new UpscaleShapes(source);
        int unshuffle = shapes.squareSide("conv_first", shapes.in("conv_first"));
        int doublings = shapes.count("conv_up%d.weight", 1);
        int scale = 1 << doublings;
        if (shapes.out("conv_last") != 3 || scale % unshuffle != 0) {
            throw new CheckpointException(
                    "%s: a network that takes %dx%d pixels as one, doubles %d times and gives %d channels is not known"
                            .formatted(
                                    source.name(),
                                    unshuffle,
                                    unshuffle,
                                    doublings,
                                    shapes.out("conv_last")));
        }
        return new RrdbConfig(
                unshuffle,
                shapes.out("conv_first"),
                shapes.out("body.0.rdb1.conv1"),
                shapes.count("body.%d.rdb1.conv1.weight", 0),
                doublings);
    }

    int scale() {
        return (1 << doublings) / unshuffle;
    }
}
