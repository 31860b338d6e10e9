package dev.easel.kernels.winograd;

import dev.easel.kernels.brgemm.ComputePool;
import dev.easel.tensor.DType;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/**
 * The matrices of a {@link WinogradWeight} rounded to signed bytes: value = byte · scale, with a
 * scale for each column, by which its largest number is a byte still.
 */
final class QuantizedWinogradWeight {
    private final Tensor packed;
    private final Columns zeros;
    private final Columns scales;

    private QuantizedWinogradWeight(Tensor packed, Tensor zeros, Tensor scales) {
        this.packed = packed;
        this.zeros = new Columns(zeros);
        this.scales = new Columns(scales);
    }

    /** A number for each column of all matrices. */
    private record Columns(Tensor tensor, MemorySegment memory) {
        Columns(Tensor tensor) {
            this(tensor, tensor.memory());
        }
    }

    /** In the innermost scope. */
    static QuantizedWinogradWeight of(WinogradWeight kernel, Tensor weight, ComputePool pool) {
        var each = Shape.of((long) kernel.winograd().positions() * kernel.out());
        var bytes = Tensor.empty(Shape.of(each.count() * kernel.in()), DType.I8);
        var zeros = Tensor.empty(each, DType.I32);
        var scales = Tensor.empty(each, DType.F32);
        var memory =
                new QuantizedKernelWriter.Memory(bytes.memory(), zeros.memory(), scales.memory());
        Tensor floats = weight.to(DType.F32).contiguous();
        var weights = floats.memory();
        pool.eachGroup(
                kernel.out(),
                (first, end) -> {
                    var outputs = new QuantizedKernelWriter(kernel, memory);
                    for (int output = first; output < end; output++) {
                        outputs.make(weights, output);
                    }
                });
        return new QuantizedWinogradWeight(bytes, zeros, scales);
    }

    /** {@return the bytes, as {@link WinogradWeight} has matrices} */
    Tensor packed() {
        return packed;
    }

    List<Tensor> tensors() {
        return List.of(packed, zeros.tensor, scales.tensor);
    }

    /**
     * Copies what the products of some columns with zeros make of 0.
     *
     * @param first column of all
     */
    void readZeros(long first, int[] to, int count) {
        MemorySegment.copy(zeros.memory, ValueLayout.JAVA_INT, first * Integer.BYTES, to, 0, count);
    }

    /** Copies the scales of some columns. */
    void readScales(long first, float[] to, int count) {
        MemorySegment.copy(
                scales.memory, ValueLayout.JAVA_FLOAT, first * Float.BYTES, to, 0, count);
    }
}
