package dev.easel.tensor;

import org.bytedeco.pytorch.global.torch;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * A convolution's weight [out, in, 3, 3] in bfloat16 as Winograd's 16 matrices [in, out], in blocks
 * of outputs and packed for {@link Brgemm}. Outputs with an even number are apart from those with
 * an odd one, for a loop of Java's can then write them in pairs.
 */
final class WinogradKernel {
    /** Outputs of a block at most: 64 columns are what oneDNN's kernel holds in registers. */
    static final int BLOCK = 128;

    private static final int PAIR = 2;

    private final int in;
    private final int out;
    private final Tensor packed;
    private final MemorySegment memory;

    /**
     * @param weight of an even number of inputs and of outputs
     */
    WinogradKernel(Tensor weight) {
        out = (int) weight.size(0);
        in = (int) weight.size(1);
        packed = pack(weight);
        memory = packed.memory();
    }

    private Tensor pack(Tensor weight) {
        return TensorScope.returning(() -> {
            Tensor transform = Winograd.kernelTransform().to(weight.dtype());
            List<Tensor> parts = new ArrayList<>();
            for (int block = 0; block < blocks(); block++) {
                Tensor some = weight.narrow(0, (long) block * BLOCK, outputs(block));
                parts.add(TensorScope.returning(() -> packBlock(some, transform)));
            }
            return Tensor.cat(parts, 0);
        });
    }

    /** {@return [16, parity, in / 2, out / 2, 2] as a row} */
    private Tensor packBlock(Tensor weight, Tensor transform) {
        long half = weight.size(0) / PAIR;
        var places =
                weight.value()
                        .reshape(half, PAIR, in / PAIR, PAIR, 9)
                        .permute(4, 1, 2, 0, 3)
                        .reshape(9, -1);
        return new Tensor(torch.mm(transform.value(), places).view(-1));
    }

    Tensor tensor() {
        return packed;
    }

    int in() {
        return in;
    }

    int out() {
        return out;
    }

    int blocks() {
        return Math.ceilDiv(out, BLOCK);
    }

    /** {@return how many outputs a block has} */
    int outputs(int block) {
        return Math.min(BLOCK, out - block * BLOCK);
    }

    /**
     * {@return a matrix, [in / 2, outputs / 2, 2]}
     *
     * @param parity 0 for the outputs with even numbers, 1 for the others
     */
    MemorySegment matrix(int block, int position, int parity) {
        long before = (long) block * BLOCK * Winograd.POSITIONS;
        long inBlock = (position * 2L + parity) * (outputs(block) / PAIR);
        return memory.asSlice((before + inBlock) * in * DType.BF16.bytes());
    }
}
