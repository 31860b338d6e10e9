package dev.easel.kernels.int8;

import dev.easel.kernels.brgemm.ComputePool;
import dev.easel.tensor.DType;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;

import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * A weight [out, ..] rounded to 8 bits: value = scale of its output · byte, -127 to 127, so that
 * the largest value of each output keeps its size.
 */
final class QuantizedWeight {
    private final org.bytedeco.pytorch.Tensor bytes;
    private final Tensor scales;

    private QuantizedWeight(org.bytedeco.pytorch.Tensor bytes, Tensor scales) {
        this.bytes = bytes;
        this.scales = scales;
    }

    static QuantizedWeight of(Tensor weight, ComputePool pool) {
        int rows = Math.toIntExact(weight.size(0));
        int length = Math.toIntExact(weight.shape().count() / rows);
        var bytes = Tensor.empty(weight.shape(), DType.I8);
        var scales = Tensor.empty(Shape.of(rows), DType.F32);
        Tensor floats = weight.to(DType.F32).contiguous();
        var memory = new Memory(floats.memory(), length, bytes.memory(), scales.memory());
        pool.eachGroup(rows, memory::round);
        return new QuantizedWeight(bytes.value(), scales);
    }

    /**
     * Of the weight, and of what is made of it.
     *
     * @param length of a row
     */
    private record Memory(
            MemorySegment weight, int length, MemorySegment bytes, MemorySegment scales) {
        void round(int first, int end) {
            var rounding = new SignedRounding(length);
            var row = new float[length];
            for (int i = first; i < end; i++) {
                long start = (long) i * length;
                MemorySegment.copy(
                        weight, ValueLayout.JAVA_FLOAT, start * Float.BYTES, row, 0, length);
                scales.setAtIndex(ValueLayout.JAVA_FLOAT, i, rounding.round(row, length));
                rounding.copyTo(bytes, start, length);
            }
        }
    }

    /** {@return signed bytes in the weight's shape} */
    org.bytedeco.pytorch.Tensor bytes() {
        return bytes;
    }

    /** {@return float32 [out]} */
    Tensor scales() {
        return scales;
    }

    /** {@return the byte of zero for each output, which is 0} */
    Tensor zeroPoints() {
        return new Tensor(torch.zeros_like(scales.value()).to(ScalarType.Int));
    }
}
