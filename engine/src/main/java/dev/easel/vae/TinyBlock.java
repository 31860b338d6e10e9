package dev.easel.vae;

import dev.easel.checkpoint.Weights;
import dev.easel.nn.Conv2d;
import dev.easel.nn.Sequence;
import dev.easel.tensor.Epilogue;
import dev.easel.tensor.Ops;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import java.util.List;

/** Two convolutions and a third onto the input, each with ReLU (diffusers {@code Block}). */
final class TinyBlock {
    private final Sequence inner;
    private final Conv2d last;

    TinyBlock(Weights weights, int width) {
        var conv = weights.at("conv");
        inner =
                Sequence.of(
                        List.of(
                                Conv2d.same(conv.at(0), width, width, 3)::forward,
                                Ops::relu,
                                Conv2d.same(conv.at(2), width, width, 3)::forward,
                                Ops::relu));
        last = Conv2d.same(conv.at(4), width, width, 3);
    }

    Tensor forward(Tensor x) {
        return TensorScope.returning(
                () -> Ops.relu(last.forward(inner.forward(x), Epilogue.plus(x))));
    }
}
