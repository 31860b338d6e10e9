package dev.easel.tensor;

import org.bytedeco.pytorch.Scalar;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The matrices of a {@link WinogradKernel} rounded to signed bytes: value = byte · scale, with a
 * scale for each column, by which its largest number is a byte still.
 */
final class WinogradBytes {
    private static final float MOST = 127;
    private static final double LEAST = 1e-12;

    private final Tensor packed;
    private final Columns zeros;
    private final Columns scales;

    private WinogradBytes(List<Block> blocks) {
        packed = Tensor.cat(blocks.stream().map(Block::bytes).toList(), 0);
        zeros = new Columns(Tensor.cat(blocks.stream().map(Block::zeros).toList(), 0));
        scales = new Columns(Tensor.cat(blocks.stream().map(Block::scales).toList(), 0));
    }

    /** What a block of outputs has of all, each as a row. */
    private record Block(Tensor bytes, Tensor scales, Tensor zeros) {}

    /** A number for each column of all matrices. */
    private record Columns(Tensor tensor, MemorySegment memory) {
        Columns(Tensor tensor) {
            this(tensor, tensor.memory());
        }
    }

    /** In the innermost scope. */
    static WinogradBytes of(WinogradKernel kernel, Tensor weight) {
        Tensor floats = weight.to(DType.F32);
        return new WinogradBytes(
                IntStream.range(0, kernel.blocks())
                        .mapToObj(block -> block(kernel, floats, block))
                        .toList());
    }

    private static Block block(WinogradKernel kernel, Tensor weight, int block) {
        try (var scope = TensorScope.open()) {
            Tensor matrices = kernel.matrices(weight, block);
            Tensor scales = scales(matrices);
            Tensor bytes = matrices.div(scales).round().to(DType.I8);
            return new Block(
                    scope.promote(bytes.reshape(-1)),
                    scope.promote(scales.reshape(-1)),
                    scope.promote(zeros(bytes).reshape(-1)));
        }
    }

    private static Tensor scales(Tensor matrices) {
        var largest = matrices.value().abs().amax(new long[] {2, 4}, true);
        return new Tensor(largest.clamp_min(new Scalar(LEAST)).div(new Scalar(MOST)));
    }

    private static Tensor zeros(Tensor bytes) {
        return new Tensor(bytes.value().sum(2, 4)).mul(-ByteMatrices.ZERO).to(DType.I32);
    }

    /** {@return the bytes, as {@link WinogradKernel} has matrices} */
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
