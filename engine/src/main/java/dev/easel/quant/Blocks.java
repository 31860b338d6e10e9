package dev.easel.quant;

import dev.easel.tensor.DType;
import dev.easel.tensor.Device;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Numbers as they lie in a file of blocks.
 *
 * @param memory of whole blocks, one after the other
 */
public record Blocks(BlockType type, MemorySegment memory) {
    /** Numbers that one thread makes at a time: all of it lies in its cache. */
    private static final int CHUNK = 1 << 14;

    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /**
     * Checks that the blocks are whole.
     *
     * @throws IllegalArgumentException where the last is not
     */
    public Blocks {
        if (memory.byteSize() % type.bytes() != 0) {
            throw new IllegalArgumentException(
                    "%s has blocks of %d bytes, got %d"
                            .formatted(type, type.bytes(), memory.byteSize()));
        }
    }

    /** {@return how many numbers they are} */
    public long count() {
        return memory.byteSize() / type.bytes() * type.numbers();
    }

    /** {@return some of the numbers; nothing where blocks would have to be divided} */
    public Optional<Blocks> part(long first, long count) {
        if (first % type.numbers() != 0 || count % type.numbers() != 0) {
            return Optional.empty();
        }
        return Optional.of(new Blocks(type, memory.asSlice(type.bytes(first), type.bytes(count))));
    }

    /** {@return whether no scale is NaN or infinite, so that no number is} */
    public boolean isFinite() {
        return chunks(CHUNK / type.numbers())
                .allMatch(chunk -> {
                    byte[] blocks = chunk.bytes();
                    for (int block = 0; block < blocks.length; block += type.bytes()) {
                        for (int scale : type.scales()) {
                            if (!Halves.isFinite(blocks, block + scale)) {
                                return false;
                            }
                        }
                    }
                    return true;
                });
    }

    /**
     * {@return the numbers on the CPU, in the innermost scope}
     *
     * @param shape with as many numbers
     */
    public Tensor decoded(Shape shape, DType dtype) {
        return TensorScope.returning(() -> {
            var tensor = Tensor.empty(shape, BlockKernels.decoded(dtype));
            decodeInto(tensor);
            return tensor.dtype() == dtype ? tensor : tensor.to(dtype);
        });
    }

    /**
     * Writes the numbers.
     *
     * @param target without gaps on the CPU, float32 or bfloat16, with as many numbers
     */
    void decodeInto(Tensor target) {
        if (target.shape().count() != count() || !target.device().equals(Device.CPU)) {
            throw new IllegalArgumentException(
                    "%s does not hold %d numbers".formatted(target, count()));
        }
        if (count() == 0) {
            return;
        }
        MemorySegment to = target.memory();
        boolean half = target.dtype() == DType.BF16;
        chunks(CHUNK / type.numbers()).forEach(chunk -> chunk.decode(to, half));
    }

    private Stream<Chunk> chunks(int blocksOfEach) {
        long blocks = memory.byteSize() / type.bytes();
        return LongStream.range(0, Math.ceilDiv(blocks, (long) blocksOfEach))
                .parallel()
                .mapToObj(i -> {
                    long first = i * blocksOfEach;
                    return new Chunk(first, (int) Math.min(blocksOfEach, blocks - first));
                });
    }

    /** So many blocks, from one on. */
    private final class Chunk {
        private final long first;
        private final int count;

        Chunk(long first, int count) {
            this.first = first;
            this.count = count;
        }

        byte[] bytes() {
            return memory.asSlice(first * type.bytes(), (long) count * type.bytes())
                    .toArray(ValueLayout.JAVA_BYTE);
        }

        void decode(MemorySegment to, boolean half) {
            byte[] blocks = bytes();
            float[] numbers = new float[count * type.numbers()];
            for (int i = 0; i < count; i++) {
                type.decode(blocks, i * type.bytes(), numbers, i * type.numbers());
            }
            long start = first * type.numbers();
            if (half) {
                MemorySegment.copy(
                        rounded(numbers), 0, to, SHORT, start * Short.BYTES, numbers.length);
            } else {
                MemorySegment.copy(numbers, 0, to, FLOAT, start * Float.BYTES, numbers.length);
            }
        }
    }

    /** {@return the nearest bfloat16 of each, ties to even, as LibTorch rounds} */
    private static short[] rounded(float[] numbers) {
        short[] halves = new short[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            int bits = Float.floatToRawIntBits(numbers[i]);
            halves[i] = (short) ((bits + 0x7fff + (bits >>> 16 & 1)) >>> 16);
        }
        return halves;
    }
}
