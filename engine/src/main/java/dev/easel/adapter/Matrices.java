package dev.easel.adapter;

import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;

/** Tensors as matrices: rows are outputs, columns all else. */
final class Matrices {
    private Matrices() {}

    /** {@return whether a tensor is a matrix of these sizes, perhaps as a convolution's kernel} */
    static boolean are(Shape shape, long rows, long columns) {
        return shape.rank() >= 2
                && rows > 0
                && shape.size(0) == rows
                && shape.count() == rows * columns;
    }

    /** {@return how many values belong to each output of a weight} */
    static long columns(Shape weight) {
        return weight.count() / weight.size(0);
    }

    /** {@return whether a tensor is a layer's weight: [out, in] or [out, in, k, k]} */
    static boolean isWeight(Shape shape) {
        return (shape.rank() == 2 || shape.rank() == 4) && shape.count() > 0;
    }

    /** {@return how many positions a weight's window has} */
    static long window(Shape weight) {
        return columns(weight) / weight.size(1);
    }

    /** {@return a tensor as a matrix} */
    static Tensor of(Tensor tensor) {
        return tensor.reshape(tensor.size(0), Matrices.columns(tensor.shape()));
    }

    /**
     * {@return [out, in * window] of Tucker's form: for each position of the window {@code up}
     * times {@code core} times {@code down}}
     *
     * @param up [out, i]
     * @param core [i, j, k, k]
     * @param down [j, in]
     */
    static Tensor tucker(Tensor up, Tensor core, Tensor down) {
        long between = down.size(0);
        long window = core.shape().count() / core.size(0) / between;
        Tensor wide = up.matmul(of(core)).reshape(up.size(0), between, window);
        Tensor each = wide.transpose(1, 2).matmul(down); // [out, window, in]
        return each.transpose(1, 2).reshape(up.size(0), down.size(1) * window);
    }
}
