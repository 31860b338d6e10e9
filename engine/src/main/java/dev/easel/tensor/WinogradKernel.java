package dev.easel.tensor;

import org.bytedeco.pytorch.global.torch;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * A convolution's weight [out, in, 3, 3] as Winograd's matrices [in, out], in blocks of outputs and
 * packed for {@link Brgemm}. In bfloat16 outputs with an even number are apart from those with an
 * odd one, for a loop of Java's can then write them in pairs: each is a lane of {@link Words}.
 */
final class WinogradKernel {
    /** A block's outputs at most, in words: so many columns oneDNN's kernel holds in registers. */
    static final int WORDS = 64;

    private final Form form;
    private final int in;
    private final int out;
    private final Tensor packed;
    private final MemorySegment memory;

    /**
     * What matrices are of.
     *
     * @param type float32 or bfloat16
     */
    record Form(Winograd winograd, DType type) {
        int lanes() {
            return Words.lanes(type);
        }
    }

    /**
     * @param weight of numbers of inputs and of outputs that lanes divide
     */
    WinogradKernel(Tensor weight, Winograd winograd) {
        form = new Form(winograd, weight.dtype());
        out = (int) weight.size(0);
        in = (int) weight.size(1);
        packed = pack(weight);
        memory = packed.memory();
    }

    private Tensor pack(Tensor weight) {
        return TensorScope.returning(() -> {
            Tensor transform = form.winograd.kernelTransform().to(form.type);
            List<Tensor> parts = new ArrayList<>();
            for (int block = 0; block < blocks(); block++) {
                Tensor some = weight.narrow(0, first(block), outputs(block));
                parts.add(TensorScope.returning(() -> packBlock(some, transform)));
            }
            return Tensor.cat(parts, 0);
        });
    }

    /** {@return [positions, lane, in / lanes, out / lanes, lanes] as a row} */
    private Tensor packBlock(Tensor weight, Tensor transform) {
        int lanes = form.lanes();
        long some = weight.size(0) / lanes;
        var places =
                weight.value()
                        .reshape(some, lanes, in / lanes, lanes, 9)
                        .permute(4, 1, 2, 0, 3)
                        .reshape(9, -1);
        return new Tensor(torch.mm(transform.value(), places).view(-1));
    }

    Tensor tensor() {
        return packed;
    }

    Form form() {
        return form;
    }

    Winograd winograd() {
        return form.winograd;
    }

    int in() {
        return in;
    }

    int out() {
        return out;
    }

    int blocks() {
        return Math.ceilDiv(out, mostOutputs());
    }

    private int mostOutputs() {
        return WORDS * form.lanes();
    }

    /** {@return the first output of a block} */
    int first(int block) {
        return block * mostOutputs();
    }

    /** {@return how many outputs a block has} */
    int outputs(int block) {
        return Math.min(mostOutputs(), out - first(block));
    }

    /**
     * {@return a matrix, [in / lanes, outputs / lanes, lanes]}
     *
     * @param lane of the outputs
     */
    MemorySegment matrix(int block, int position, int lane) {
        int lanes = form.lanes();
        long before = (long) first(block) * form.winograd.positions();
        long inBlock = ((long) position * lanes + lane) * (outputs(block) / lanes);
        return memory.asSlice((before + inBlock) * in * form.type.bytes());
    }
}
