package dev.easel.tensor;

import java.util.List;

/** What a layer keeps of a stored tensor, in the form that it computes with. */
public interface OwnedTensors {
    /** {@return the tensors that it is made of, for whoever owns them} */
    List<Tensor> tensors();
}
