package dev.easel.adapter;

import dev.easel.adapter.LayerTensors.Stored;
import dev.easel.tensor.DType;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;

/**
 * DoRA (Liu et al. 2024): the changed weight is brought to stored norms, {@code V * magnitude /
 * ||V|| - W} with {@code V = W + change}. The norms are those of the outputs, or those of the
 * inputs.
 *
 * @param magnitude [out, 1(, 1, 1)] or [1, in(, 1, 1)]; peft's [out]
 */
record Decomposed(Update change, Stored magnitude) implements Update {
    /** Keeps a row of zeros from being divided by zero, as LyCORIS does. */
    private static final double EPS = 1.2e-7;

    @Override
    public boolean fits(Shape weight) {
        return change.fits(weight)
                && Matrices.isWeight(weight)
                && (isOfOutputs(weight) || isOfInputs(weight));
    }

    private boolean isOfOutputs(Shape weight) {
        var shape = magnitude.shape();
        return shape.rank() > 0
                && shape.size(0) == weight.size(0)
                && shape.count() == weight.size(0);
    }

    private boolean isOfInputs(Shape weight) {
        var shape = magnitude.shape();
        return shape.rank() > 1
                && shape.size(0) == 1
                && shape.size(1) == weight.size(1)
                && shape.count() == weight.size(1);
    }

    @Override
    public Tensor delta(AdapterTensors adapter, Tensor weight) {
        Tensor whole = weight.add(change.delta(adapter, weight));
        Tensor stored = adapter.read(magnitude, weight.device());
        var shape = weight.shape();
        Tensor rescaled =
                isOfOutputs(shape)
                        ? rescaled(Matrices.of(whole), stored)
                        : rescaled(inputsFirst(whole), stored)
                                .reshape(shape.size(1), shape.size(0), Matrices.window(shape))
                                .transpose(0, 1);
        return rescaled.reshape(shape.toArray()).sub(weight);
    }

    /** {@return [in, out * k * k]} */
    private static Tensor inputsFirst(Tensor weight) {
        var shape = weight.shape();
        long window = Matrices.window(shape);
        return weight.reshape(shape.size(0), shape.size(1), window)
                .transpose(0, 1)
                .reshape(shape.size(1), shape.size(0) * window);
    }

    /** {@return the matrix with each row brought to a norm} */
    private static Tensor rescaled(Tensor rows, Tensor norms) {
        Tensor ones = Tensor.zeros(Shape.of(rows.size(1), 1), DType.F32, rows.device()).add(1);
        Tensor found = rows.mul(rows).matmul(ones).sqrt().add(EPS);
        return rows.mul(norms.reshape(rows.size(0), 1).div(found));
    }
}
