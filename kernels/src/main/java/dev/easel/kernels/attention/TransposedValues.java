package dev.easel.kernels.attention;

import dev.easel.kernels.brgemm.Lanes32;
import dev.easel.tensor.DType;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;

import org.bytedeco.pytorch.Scalar;

import java.lang.foreign.MemorySegment;

/**
 * Values of attention in float32 or bfloat16, a row for each column of a head, [width + 1, keys]:
 * the left factor of the product that gathers them. The last row is of ones, and gathers the sum of
 * the weights. Where the last key has no other beside it in a word, zeros are.
 */
final class TransposedValues {
    private final DType type;
    private final int rows;
    private final TokenRows columns;

    /**
     * @param v [batch, heads, keys, width]
     */
    TransposedValues(Tensor v) {
        type = v.dtype();
        long keys = v.size(2);
        long width = v.size(3);
        rows = (int) width + 1;
        long lanes = Lanes32.lanes(type);
        long length = Math.ceilDiv(keys, lanes) * lanes;
        Tensor all = Tensor.empty(Shape.of(v.size(0), v.size(1), rows, length), type);
        try (var zero = new Scalar(0.0);
                var one = new Scalar(1.0)) {
            all.narrow(3, keys, length - keys).value().fill_(zero);
            all.narrow(2, width, 1).narrow(3, 0, keys).value().fill_(one);
        }
        all.narrow(2, 0, width).narrow(3, 0, keys).value().copy_(v.transpose(2, 3).value());
        columns = new TokenRows(all);
    }

    /** {@return how many rows there are: one for each value of a key, and the ones} */
    int rows() {
        return rows;
    }

    /** {@return how many values there are from a row to the next} */
    long stride() {
        return columns.stride();
    }

    /** {@return the rows of a head from a key on} */
    MemorySegment from(int head, int key) {
        return columns.from(head, 0).asSlice((long) key * type.bytes());
    }
}
