package dev.easel.tensor;

import java.util.List;

/** What a layer keeps of a stored tensor, in the form that it computes with. */
public interface Packed {
    /** {@return the tensors that it is made of, for whoever owns them} */
    List<Tensor> tensors();

    /**
     * {@return whether a layer is faster with 8 bits than in its weight's dtype}
     *
     * @param weight of a linear layer [out, in] or a convolution [out, in, height, width]
     */
    static boolean gainsFromInt8(Tensor weight) {
        return Int8Gain.isThere(weight);
    }
}
