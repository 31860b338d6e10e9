package dev.easel.kernels.int8;

import dev.easel.kernels.onednn.BoxedOperation;
import dev.easel.tensor.DType;
import dev.easel.tensor.Device;
import dev.easel.tensor.Tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the bytes of a weight stand for, beside the bytes in oneDNN's layout; products of bytes are
 * summed in 32 bits.
 */
final class Int8Weight {
    private final Tensor scales;
    private final Tensor zeroPoints;

    Int8Weight(SignedBytes quantized) {
        scales = quantized.scales().reshape(-1);
        zeroPoints = Tensor.zeros(scales.shape(), DType.I32, Device.CPU);
    }

    /**
     * {@return the arguments of an operation on x, whose result has the dtype that x had}
     *
     * @param packed the bytes in oneDNN's layout
     * @param geometry the arguments between the bias and what tells of the result
     * @param activation arguments that tell what is done to the result
     */
    Object[] arguments(
            org.bytedeco.pytorch.Tensor packed,
            QuantizedActivation x,
            Optional<Tensor> bias,
            List<Object> geometry,
            List<Object> activation) {
        List<Object> arguments = new ArrayList<>();
        arguments.addAll(List.of(x.bytes(), x.scale(), x.zeroPoint()));
        arguments.addAll(List.of(packed, scales.value(), zeroPoints.value()));
        arguments.add(BoxedOperation.optional(bias));
        arguments.addAll(geometry);
        arguments.addAll(List.of(1.0, 0L, (long) x.dtype().scalarType().value));
        arguments.addAll(activation);
        return arguments.toArray();
    }

    /** {@return the tensors of this and the bytes} */
    List<Tensor> with(List<Tensor> packed) {
        return Stream.concat(packed.stream(), Stream.of(scales, zeroPoints)).toList();
    }
}
