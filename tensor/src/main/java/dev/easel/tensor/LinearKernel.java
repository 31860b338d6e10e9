package dev.easel.tensor;

import org.bytedeco.pytorch.global.torch;

import java.util.List;
import java.util.Optional;

/** A linear layer's weight [out, in], in the form that this machine is fastest with. */
public sealed interface LinearKernel extends OwnedTensors
        permits LinearKernel.Plain, OneDnnLinear, Int8Linear {

    /** {@return the weight, to compute in its own dtype} */
    static LinearKernel of(Tensor weight) {
        return OneDnn.packs(weight) ? new OneDnnLinear(weight) : new Plain(weight.contiguous());
    }

    /**
     * {@return the weight rounded to 8 bits, of which each row has a scale of its own; what it is
     * multiplied with is rounded too}
     *
     * @throws UnsupportedOperationException where {@link Device#hasInt8} says no
     */
    static LinearKernel int8(Tensor weight) {
        return new Int8Linear(weight);
    }

    /**
     * {@return the weight rounded so, or as it is where that is faster}
     *
     * @throws UnsupportedOperationException where {@link Device#hasInt8} says no
     */
    static LinearKernel int8WhereFaster(Tensor weight) {
        return Int8Tuner.ofThisMachine().fastest(weight);
    }

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

    /** LibTorch's own kernel, for every device and dtype. */
    final class Plain implements LinearKernel {
        private final Tensor weight;

        Plain(Tensor weight) {
            this.weight = weight;
        }

        @Override
        public Tensor multiply(Tensor x, Optional<Tensor> bias, Epilogue epilogue) {
            return epilogue.after(
                    new Tensor(torch.linear(x.value(), weight.value(), Ops.optional(bias))));
        }

        @Override
        public List<Tensor> tensors() {
            return List.of(weight);
        }
    }
}
