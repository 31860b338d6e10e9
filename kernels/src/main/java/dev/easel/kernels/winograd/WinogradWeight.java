package dev.easel.kernels.winograd;

import dev.easel.kernels.brgemm.Brgemm;
import dev.easel.kernels.brgemm.Lanes32;
import dev.easel.tensor.DType;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import org.bytedeco.pytorch.global.torch;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A convolution's weight [out, in, 3, 3] as Winograd's matrices [in, out], in blocks of outputs and
 * packed for {@link Brgemm}. In bfloat16 outputs with an even number are apart from those with an
 * odd one, for a loop of Java's can then write them in pairs: each is a lane of {@link Lanes32}.
 */
final class WinogradWeight {
    /** A block's outputs at most, in words: so many columns oneDNN's kernel holds in registers. */
    static final int WORDS = 64;

    private final Form form;
    private final int in;
    private final int out;
    private final Tensor packed;
    private final MemorySegment memory;
    private final Optional<QuantizedWinogradWeight> bytes;

    /**
     * What matrices are of.
     *
     * @param type of maps: float32 or bfloat16
     * @param factors of products: the same, or U8 for bytes
     */
    record Form(Winograd winograd, DType type, DType factors) {
        int lanes() {
            return Lanes32.lanes(type);
        }

        boolean isOfBytes() {
            return factors == DType.U8;
        }
    }

    /** Which matrix of all. */
    record Place(int block, int position, int lane) {}

    /**
     * @param weight of a number of outputs that lanes divide, and of inputs that they divide and
     *     that are packed together
     */
    WinogradWeight(Tensor weight, Form form) {
        this.form = form;
        out = (int) weight.size(0);
        in = (int) weight.size(1);
        bytes =
                form.isOfBytes()
                        ? Optional.of(
                                QuantizedWinogradWeight.of(
                                        blocks(), block -> matrices(weight, block)))
                        : Optional.empty();
        packed = bytes.map(QuantizedWinogradWeight::packed).orElseGet(() -> pack(weight));
        memory = packed.memory();
    }

    private Tensor pack(Tensor weight) {
        return TensorScope.returning(() -> {
            List<Tensor> parts = new ArrayList<>();
            for (int block = 0; block < blocks(); block++) {
                int each = block;
                parts.add(TensorScope.returning(() -> matrices(weight, each).reshape(-1)));
            }
            return Tensor.cat(parts, 0);
        });
    }

    /**
     * {@return a block's matrices, [positions, lane, in / together, outputs / lanes, together], in
     * the dtype of its weight; those to be rounded to bytes in float32}
     */
    private Tensor matrices(Tensor weight, int block) {
        DType type = form.isOfBytes() ? DType.F32 : weight.dtype();
        int lanes = form.lanes();
        int together = Brgemm.packedRows(form.factors);
        int some = width(block);
        Tensor transform = form.winograd.kernelTransform().to(type);
        var places =
                weight.narrow(0, first(block), outputs(block))
                        .to(type)
                        .value()
                        .reshape(some, lanes, in / together, together, 9)
                        .permute(4, 1, 2, 0, 3)
                        .reshape(9, -1);
        return new Tensor(
                torch.mm(transform.value(), places)
                        .view(form.winograd.positions(), lanes, in / together, some, together));
    }

    List<Tensor> tensors() {
        return bytes.map(QuantizedWinogradWeight::tensors).orElseGet(() -> List.of(packed));
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

    /** {@return what bytes stand for, where factors are} */
    Optional<QuantizedWinogradWeight> bytes() {
        return bytes;
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

    /** {@return how many words a block's outputs are} */
    int width(int block) {
        return outputs(block) / form.lanes();
    }

    /** {@return a matrix, [in / together, outputs / lanes, together]} */
    MemorySegment matrix(Place place) {
        return memory.asSlice(column(place) * in * form.factors.bytes());
    }

    /** {@return how many columns all matrices before have} */
    long column(Place place) {
        long before = (long) first(place.block) * form.winograd.positions();
        return before + ((long) place.position * form.lanes() + place.lane) * width(place.block);
    }
}
