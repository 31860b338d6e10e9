package dev.easel.checkpoint.layout;

import dev.easel.quant.Blocks;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;

import java.util.List;
import java.util.Optional;

/** How a tensor lies in a file, compared with the one that diffusers has. */
enum Arrangement {
    /** As it is. */
    SAME,
    /** A linear layer's matrix, perhaps as the kernel of a 1x1 convolution [out, in, 1, 1]. */
    MATRIX,
    /** Rows are columns. */
    TRANSPOSED,
    /** The first third of the rows, of a fused projection: the query's. */
    QUERY,
    /** The second third: the key's. */
    KEY,
    /** The last third: the value's. */
    VALUE;

    /**
     * {@return the shape of the tensor that is made of one in the file; one that does not fit stays
     * as it is}
     */
    Shape shape(Shape stored) {
        return switch (this) {
            case SAME -> stored;
            case MATRIX -> isPointwise(stored) ? Shape.of(stored.size(0), stored.size(1)) : stored;
            case TRANSPOSED ->
                    stored.rank() == 2 ? Shape.of(stored.size(1), stored.size(0)) : stored;
            case QUERY, KEY, VALUE -> third(stored);
        };
    }

    /** {@return the tensor that is made of one in the file, with memory of its own} */
    Tensor apply(Tensor stored) {
        return switch (this) {
            case SAME -> stored;
            case MATRIX -> stored.reshape(shape(stored.shape()).toArray());
            case TRANSPOSED -> stored.transpose(0, 1).contiguous();
            case QUERY -> row(stored, 0);
            case KEY -> row(stored, 1);
            case VALUE -> row(stored, 2);
        };
    }

    /**
     * {@return the same of a tensor in blocks; nothing where the blocks would have to be divided}
     */
    Optional<Blocks> apply(Blocks stored) {
        return switch (this) {
            case SAME, MATRIX -> Optional.of(stored);
            case TRANSPOSED -> Optional.empty();
            case QUERY -> third(stored, 0);
            case KEY -> third(stored, 1);
            case VALUE -> third(stored, 2);
        };
    }

    private static Optional<Blocks> third(Blocks stored, int index) {
        long count = stored.count() / 3;
        return stored.count() % 3 == 0 ? stored.part(index * count, count) : Optional.empty();
    }

    private static boolean isPointwise(Shape shape) {
        return shape.rank() == 4 && shape.size(2) == 1 && shape.size(3) == 1;
    }

    private static Shape third(Shape stored) {
        if (stored.rank() == 0 || stored.size(0) % 3 != 0) {
            return stored;
        }
        var sizes = stored.toArray();
        sizes[0] /= 3;
        return Shape.of(sizes);
    }

    /** A copy: a view would hold the memory of all three as long as it lives. */
    private static Tensor row(Tensor stored, int index) {
        long rows = stored.size(0) / 3;
        return Tensor.cat(List.of(stored.narrow(0, index * rows, rows)), 0);
    }
}
