package dev.easel.kernels.winograd;

import dev.easel.kernels.int8.SignedBytes;
import dev.easel.tensor.DType;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import org.bytedeco.pytorch.Scalar;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * The matrices of a {@link WinogradWeight} as {@link SignedBytes}, with a scale for each column.
 *
 * <p>Gain: 3x3 convolutions of an int8 UNet call of SD 1.5 in 0.67 instead of 1.02 s (Zen 4);
 * {@code ./easel bench --size sd15 --precision int8 --profile}, beside the property {@code
 * easel.convolution=direct}.
 */
final class QuantizedWinogradWeight {
    private final Tensor packed;
    private final Columns zeros;
    private final Columns scales;

    private QuantizedWinogradWeight(List<Block> blocks) {
        packed = Tensor.cat(blocks.stream().map(Block::bytes).toList(), 0);
        zeros = new Columns(Tensor.cat(blocks.stream().map(Block::zeros).toList(), 0));
        scales = new Columns(Tensor.cat(blocks.stream().map(Block::scales).toList(), 0));
    }

    /** A number for each column of all matrices. */
    private record Columns(Tensor tensor, MemorySegment memory) {
        Columns(Tensor tensor) {
            this(tensor, tensor.memory());
        }
    }

    /** A block of outputs, in the order of its memory. */
    private record Block(Tensor bytes, Tensor zeros, Tensor scales) {
        /**
         * @param matrices [positions, lanes, in / together, outputs / lanes, together]
         */
        static Block of(Tensor matrices) {
            try (var scope = TensorScope.open();
                    var zero = new Scalar(-ByteTiles.ZERO)) {
                var rounded = SignedBytes.of(matrices, 2, 4);
                var sums = rounded.bytes().value().sum(2, 4).mul(zero);
                return new Block(
                        scope.promote(rounded.bytes().reshape(-1)),
                        scope.promote(new Tensor(sums).to(DType.I32).reshape(-1)),
                        scope.promote(rounded.scales().reshape(-1)));
            }
        }
    }

    /**
     * {@return the matrices of all blocks rounded, in the innermost scope}
     *
     * @param matrices of each block, in float32
     */
    static QuantizedWinogradWeight of(int blocks, IntFunction<Tensor> matrices) {
        List<Block> rounded = new ArrayList<>();
        for (int block = 0; block < blocks; block++) {
            rounded.add(Block.of(matrices.apply(block)));
        }
        return new QuantizedWinogradWeight(rounded);
    }

    /** {@return the bytes, as {@link WinogradWeight} has matrices} */
    Tensor packed() {
        return packed;
    }

    List<Tensor> tensors() {
        return List.of(packed, zeros.tensor, scales.tensor);
    }

    /**
     * Copies what the products of some columns with the byte of zero add up to, to be taken off.
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
