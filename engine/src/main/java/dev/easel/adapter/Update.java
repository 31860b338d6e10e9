package dev.easel.adapter;

import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;

/** What an adapter adds to one tensor of a model. */
sealed interface Update permits LowRank, Hadamard, Kronecker, Difference, Decomposed {
    /** {@return whether its tensors fit each other and a tensor of a shape} */
    boolean fits(Shape weight);

    /**
     * {@return what is added at a weight of 1, in the shape of the tensor, in the innermost scope}
     *
     * @param adapter has the tensors
     * @param weight the model's own, float32, which it fits
     */
    Tensor delta(AdapterTensors adapter, Tensor weight);
}
