package dev.easel.kernels.winograd;

import dev.easel.kernels.brgemm.Brgemm;
import dev.easel.kernels.brgemm.Lanes32;
import dev.easel.kernels.int8.SignedBytes;
import dev.easel.tensor.DType;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.global.torch;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A convolution's weight [out, in, 3, 3] as Winograd's matrices [in, out], in blocks of outputs and
 * packed for {@link Brgemm}: in the weight's dtype, or as {@link SignedBytes} with a scale for each
 * column. In bfloat16 outputs with an even number are apart from those with an odd one, for a loop
 * of Java's can then write them in pairs: each is a lane of {@link Lanes32}.
 *
 * <p>Gain of bytes: 3x3 convolutions of an int8 UNet call of SD 1.5 in 0.67 instead of 1.02 s (Zen
 * 4); {@code ./easel bench --size sd15 --precision int8 --profile}, beside the property {@code
 * easel.convolution=direct}.
 */
final class WinogradWeight {
    /** A block's outputs at most, in words: so many columns oneDNN's kernel holds in registers. */
    static final int WORDS = 64;

    private final Form form;
    private final int in;
    private final int out;

    /** The matrices; where they are of bytes, each column's {@link #readZeros zero} and scale. */
    private final List<Tensor> tensors;

    private final List<MemorySegment> memory;

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
        var blocks = IntStream.range(0, blocks()).mapToObj(block -> packed(weight, block)).toList();
        tensors =
                IntStream.range(0, blocks.getFirst().size())
                        .mapToObj(i -> Tensor.cat(blocks.stream().map(it -> it.get(i)).toList(), 0))
                        .toList();
        memory = tensors.stream().map(Tensor::memory).toList();
    }

    /** {@return a block's part of each tensor, in a row} */
    private List<Tensor> packed(Tensor weight, int block) {
        try (var scope = TensorScope.open();
                var zero = new Scalar(-ByteTiles.ZERO)) {
            Tensor matrices = matrices(weight, block);
            if (!form.isOfBytes()) {
                return List.of(scope.promote(matrices.reshape(-1)));
            }
            var rounded = SignedBytes.of(matrices, 2, 4);
            var zeros = new Tensor(rounded.bytes().value().sum(2, 4).mul(zero)).to(DType.I32);
            return Stream.of(rounded.bytes(), zeros, rounded.scales())
                    .map(part -> scope.promote(part.reshape(-1)))
                    .toList();
        }
    }

    /**
     * {@return a block's matrices, [positions, lane, in / together, outputs / lanes, together], in
     * the dtype of its weight; those to be rounded to bytes in float32}
     */
    private Tensor matrices(Tensor weight, int block) {
        DType type = form.isOfBytes() ? DType.F32 : weight.dtype();
        int lanes = form.lanes();
        int together = Lanes32.lanes(form.factors);
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
        return tensors;
    }

    Form form() {
        return form;
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

    /** {@return how many words a block's outputs are} */
    int width(int block) {
        return outputs(block) / form.lanes();
    }

    /** {@return a matrix, [in / together, outputs / lanes, together]} */
    MemorySegment matrix(Place place) {
        return memory.getFirst().asSlice(column(place) * in * form.factors.bytes());
    }

    /** {@return how many columns all matrices before have} */
    private long column(Place place) {
        long before = (long) first(place.block) * form.winograd.positions();
        return before + ((long) place.position * form.lanes() + place.lane) * width(place.block);
    }

    /**
     * Copies what the products of a matrix's columns with the byte of zero add up to, to be taken
     * off.
     */
    void readZeros(Place place, int[] to) {
        MemorySegment.ofArray(to).copyFrom(ofColumns(1, place));
    }

    /** Copies the scales of a matrix's columns. */
    void readScales(Place place, float[] to) {
        MemorySegment.ofArray(to).copyFrom(ofColumns(2, place));
    }

    /** {@return the 32-bit numbers that one of the tensors has for a matrix's columns} */
    private MemorySegment ofColumns(int tensor, Place place) {
        long bytes = (long) width(place.block) * Integer.BYTES;
        return memory.get(tensor).asSlice(column(place) * Integer.BYTES, bytes);
    }
}
