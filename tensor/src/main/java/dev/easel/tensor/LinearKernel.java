package dev.easel.tensor;

import java.util.Optional;

/** A linear layer's weight [out, in], packed for the kernel that multiplies with it. */
public interface LinearKernel extends OwnedTensors {

    /** {@return {@code epilogue(x weightᵀ + bias)}} [.., in] gives [.., out]. */
    Tensor multiply(Tensor x, Optional<Tensor> bias, Epilogue epilogue);

    /** {@return the result times GELU of a gate's, which is a layer over the same x} */
    default Tensor multiplyGated(
            Tensor x, Optional<Tensor> bias, LinearKernel gate, Optional<Tensor> gateBias) {
        return TensorScope.returning(() -> {
            Tensor open = gate.multiply(x, gateBias, Epilogue.gelu());
            return multiply(x, bias, Epilogue.times(open));
        });
    }
}
