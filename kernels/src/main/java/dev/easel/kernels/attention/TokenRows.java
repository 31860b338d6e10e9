package dev.easel.kernels.attention;

import dev.easel.tensor.Tensor;

import java.lang.foreign.MemorySegment;

/**
 * The memory of a tensor [batch, heads, tokens, width] on the CPU, whose rows may lie anywhere and
 * hold their values side by side. It is good for as long as the tensor is.
 */
final class TokenRows {
    private final MemorySegment memory;
    private final long heads;
    private final long valueBytes;
    private final long batchStride;
    private final long headStride;
    private final long rowStride;

    TokenRows(Tensor x) {
        var value = x.value();
        heads = x.size(1);
        valueBytes = value.element_size();
        batchStride = value.stride(0);
        headStride = value.stride(1);
        rowStride = value.stride(2);
        memory = x.memory();
    }

    /** {@return x where it has such rows, otherwise a copy that has} */
    static Tensor in(Tensor x) {
        return x.value().stride(3) == 1 ? x : x.contiguous();
    }

    /** {@return the memory from a row on} Heads are counted over the whole batch. */
    MemorySegment from(int head, long row) {
        long values = head / heads * batchStride + head % heads * headStride + row * rowStride;
        return memory.asSlice(values * valueBytes);
    }

    /** {@return how many values there are from a row to the next} */
    long stride() {
        return rowStride;
    }
}
