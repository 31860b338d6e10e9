package dev.easel.upscale;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.checkpoint.WeightSource;
import dev.easel.tensor.Shape;

/** Reads the sizes of a network from the shapes of its convolutions [out, in, 3, 3]. */
record UpscaleShapes(WeightSource source) {
    private static final int COLOURS = 3;

    int out(String convolution) {
        return size(convolution, 0);
    }

    int in(String convolution) {
        return size(convolution, 1);
    }

    /** {@return how many of the names that {@code pattern} makes of first, first + 1, ... exist} */
    int count(String pattern, int first) {
        int next = first;
        while (source.has(pattern.formatted(next))) {
            next++;
        }
        return next - first;
    }

    /**
     * {@return the side of the squares of pixels that {@code channels} are the colours of}
     *
     * @throws CheckpointException where they are not the red, green and blue of any square
     */
    int squareSide(String what, int channels) {
        int side = (int) Math.round(Math.sqrt(channels / (double) COLOURS));
        if (side < 1 || side * side * COLOURS != channels) {
            throw new CheckpointException(
                    "%s: %s has %d channels; expected 3, 12, 27, 48 or another 3 n n (RGB)"
                            .formatted(source.name(), what, channels));
        }
        return side;
    }

    private int size(String convolution, int dim) {
        String key = convolution + ".weight";
        var expected = Shape.of(0, 0, 3, 3);
        if (!source.has(key)) {
            throw new CheckpointException(
                    "%s: the tensor %s is missing".formatted(source.name(), key));
        }
        var shape = source.shape(key, expected);
        if (shape.rank() != 4 || shape.size(2) != 3 || shape.size(3) != 3) {
            throw new CheckpointException(
                    "%s: the tensor %s has the shape %s; expected a 3x3 convolution"
                            .formatted(source.name(), key, shape));
        }
        return Math.toIntExact(shape.size(dim));
    }
}
