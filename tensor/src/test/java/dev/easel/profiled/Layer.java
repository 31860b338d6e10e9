package dev.easel.profiled;

import dev.easel.tensor.Ops;
import dev.easel.tensor.StandIn;
import dev.easel.tensor.Tensor;

/** Something that asks for operations. */
public sealed interface Layer {
    Tensor forward(Tensor x);

    /** A layer within another. */
    record Inner() implements Layer {
        @Override
        public Tensor forward(Tensor x) {
            return Ops.relu(x).mul(x);
        }
    }

    /** A layer with another in it. */
    record Outer(Layer inner) implements Layer {
        @Override
        public Tensor forward(Tensor x) {
            return inner.forward(x).add(x);
        }
    }

    /** Not a layer itself. */
    record Passing(Layer inner) implements Layer, StandIn {
        @Override
        public Tensor forward(Tensor x) {
            return inner.forward(x);
        }
    }
}
