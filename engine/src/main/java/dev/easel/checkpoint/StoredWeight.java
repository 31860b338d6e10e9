package dev.easel.checkpoint;

import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;

import java.util.List;
import java.util.function.Function;

/**
 * A layer's weight as a checkpoint has it: rows of one tensor or of several, one below the other.
 */
public final class StoredWeight {
    private final List<Rows> rows;
    private final Shape each;
    private final Function<String, Tensor> reader;

    /**
     * Some rows of a tensor.
     *
     * @param key of the tensor in the checkpoint
     * @param first of the rows
     * @param count of the rows
     */
    public record Rows(String key, long first, long count) {}

    StoredWeight(List<Rows> rows, Shape each, Function<String, Tensor> reader) {
        this.rows = List.copyOf(rows);
        this.each = each;
        this.reader = reader;
    }

    /** {@return the rows, from the top} */
    public List<Rows> rows() {
        return rows;
    }

    /**
     * {@return the shape of each tensor that has some of the rows, [out, in] or [out, in, k, k]}
     */
    public Shape each() {
        return each;
    }

    /** {@return the whole tensor that has some rows, in float32, in the innermost scope} */
    public Tensor read(Rows some) {
        return reader.apply(some.key());
    }
}
