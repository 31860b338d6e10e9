package dev.easel.depth;

import dev.easel.tensor.Ops;
import dev.easel.tensor.Tensor;

/**
 * TensorFlow's "SAME" padding with zeros: a window of {@code kernel} that moves by {@code stride}
 * gives ceil(size / stride) positions along each side. An odd zero falls to the right or bottom
 * (transformers {@code DynamicPad2d}).
 */
record SamePadding(int kernel, int stride) {

    /** {@return x [batch, channels, height, width] with the zeros that its size asks for} */
    Tensor apply(Tensor x) {
        long rows = missing(x.size(2));
        long columns = missing(x.size(3));
        return rows == 0 && columns == 0
                ? x
                : Ops.pad(x, columns / 2, columns - columns / 2, rows / 2, rows - rows / 2);
    }

    private long missing(long size) {
        long lastStart = (Math.ceilDiv(size, stride) - 1) * stride;
        return Math.max(lastStart + kernel - size, 0);
    }
}
