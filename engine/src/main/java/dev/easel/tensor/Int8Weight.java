package dev.easel.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A weight of bytes as oneDNN computes with it: products of bytes, summed in 32 bits. */
final class Int8Weight implements Packed {
    private final Tensor packed;
    private final Tensor scales;
    private final Tensor zeroPoints;

    /**
     * @param packed the bytes of {@code quantized} in oneDNN's layout
     */
    Int8Weight(Tensor packed, QuantizedWeight quantized) {
        this.packed = packed;
        scales = quantized.scales();
        zeroPoints = quantized.zeroPoints();
    }

    /**
     * {@return the result of an operation on x, in the dtype of x}
     *
     * @param geometry the arguments between the bias and what tells of the result
     * @param activation arguments that tell what is done to the result
     */
    Tensor apply(
            BoxedOperation operation,
            Tensor x,
            Optional<Tensor> bias,
            List<Object> geometry,
            List<Object> activation) {
        var quantized = QuantizedActivation.of(x);
        List<Object> arguments = new ArrayList<>();
        arguments.addAll(List.of(quantized.bytes(), quantized.scale(), quantized.zeroPoint()));
        arguments.addAll(List.of(packed.value(), scales.value(), zeroPoints.value()));
        arguments.add(BoxedOperation.optional(bias));
        arguments.addAll(geometry);
        arguments.addAll(List.of(1.0, 0L, (long) x.dtype().scalarType().value));
        arguments.addAll(activation);
        return operation.call(arguments.toArray());
    }

    @Override
    public List<Tensor> tensors() {
        return List.of(packed, scales, zeroPoints);
    }
}
