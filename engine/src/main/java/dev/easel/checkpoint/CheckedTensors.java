package dev.easel.checkpoint;

import dev.easel.checkpoint.Weights.Placement;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;

/** The tensors of a checkpoint, of which none is missing, of another shape, or no number. */
record CheckedTensors(WeightSource source) {
    /**
     * Checks what a file's header tells of a tensor.
     *
     * @throws CheckpointException where it is missing or has another shape
     */
    void require(String key, Shape expected) {
        if (!source.has(key)) {
            throw new CheckpointException(
                    "%s: the tensor %s %s is missing".formatted(source.name(), key, expected));
        }
        Shape found = source.shape(key, expected);
        if (!found.equals(expected)) {
            throw new CheckpointException(
                    "%s: the tensor %s has the shape %s; expected %s"
                            .formatted(source.name(), source.described(key), found, expected));
        }
    }

    /**
     * {@return a tensor, in the innermost scope}
     *
     * @throws CheckpointException as {@link #require}, and where it holds NaN or infinity
     */
    Tensor read(String key, Shape expected, Placement placement) {
        require(key, expected);
        Tensor tensor = source.read(key, expected, placement.dtype(), placement.device());
        if (!tensor.isFinite()) {
            throw new CheckpointException(
                    "%s: the tensor %s holds NaN or infinity as %s"
                            .formatted(source.name(), source.described(key), placement.dtype()));
        }
        return tensor;
    }
}
