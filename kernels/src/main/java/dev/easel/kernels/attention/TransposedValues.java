package dev.easel.kernels.attention;

import dev.easel.kernels.brgemm.ComputePool;
import dev.easel.kernels.brgemm.Lanes32;
import dev.easel.tensor.DType;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;

import java.lang.foreign.MemorySegment;

/**
 * Values of attention in float32 or bfloat16, a row for each column of a head, [width + 1, keys]:
 * the left factor of the product that gathers them. The last row is of ones, and gathers the sum of
 * the weights. Where the last key has no other beside it in a word, zeros are.
 */
final class TransposedValues {
    /** Keys at a time: what is read of them stays in the cache while it becomes columns. */
    private static final int SOME = 32;

    private static final int ONE = 0x3f80;

    /** The first of a pair in memory. */
    private static final int LOW = 0xffff;

    private final DType type;
    private final int keys;
    private final int width;
    private final TokenRows from;
    private final TokenRows columns;

    /**
     * @param v [batch, heads, keys, width], in bfloat16 of even width
     */
    TransposedValues(Tensor v, ComputePool pool) {
        type = v.dtype();
        keys = (int) v.size(2);
        width = (int) v.size(3);
        int lanes = Lanes32.lanes(type);
        long columnLength = Math.ceilDiv(keys, lanes) * (long) lanes;
        from = new TokenRows(TokenRows.in(v));
        var shape = Shape.of(v.size(0), v.size(1), width + 1L, columnLength);
        columns = new TokenRows(Tensor.empty(shape, type));
        pool.each((int) (v.size(0) * v.size(1)), this::turn);
    }

    /** {@return how many rows there are: one for each value of a key, and the ones} */
    int rows() {
        return width + 1;
    }

    /** {@return how many values there are from a row to the next} */
    long stride() {
        return columns.stride();
    }

    /** {@return the rows of a head from a key on} */
    MemorySegment from(int head, int key) {
        return columns.from(head, 0).asSlice((long) key * type.bytes());
    }

    private void turn(int head) {
        var rows = from.from(head, 0);
        var to = columns.from(head, 0);
        for (int start = 0; start < keys; start += SOME) {
            int end = Math.min(start + SOME, keys);
            if (type == DType.F32) {
                turnFloats(rows, start, end, to);
            } else {
                turnPairs(rows, start, end, to);
            }
        }
    }

    private void turnFloats(MemorySegment rows, int start, int end, MemorySegment to) {
        for (int column = 0; column < width; column++) {
            for (int key = start; key < end; key++) {
                int value = rows.get(Lanes32.WORD, (key * from.stride() + column) * 4);
                to.set(Lanes32.WORD, (column * stride() + key) * 4, value);
            }
        }
        for (int key = start; key < end; key++) {
            to.set(Lanes32.WORD, (width * stride() + key) * 4, Float.floatToRawIntBits(1));
        }
    }

    /** As {@link #turnFloats}, of bfloat16: two keys and two columns at a time. */
    private void turnPairs(MemorySegment rows, int start, int end, MemorySegment to) {
        long rowBytes = from.stride() * 2;
        long columnBytes = stride() * 2;
        for (int column = 0; column < width; column += 2) {
            for (int key = start; key < end; key += 2) {
                long place = key * rowBytes + column * 2L;
                int first = rows.get(Lanes32.WORD, place);
                int second = key + 1 < end ? rows.get(Lanes32.WORD, place + rowBytes) : 0;
                long turned = column * columnBytes + key * 2L;
                to.set(Lanes32.WORD, turned, (first & LOW) | (second << 16));
                to.set(Lanes32.WORD, turned + columnBytes, (first >>> 16) | (second & ~LOW));
            }
        }
        for (int key = start; key < end; key += 2) {
            int ones = key + 1 < end ? ONE | (ONE << 16) : ONE;
            to.set(Lanes32.WORD, width * columnBytes + key * 2L, ones);
        }
    }
}
