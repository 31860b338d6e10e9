package dev.easel.tensor;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Memory for large maps on a CPU, taken again as soon as no tensor uses it. The hole that one
 * leaves in the C library's heap is too small for the next of its size once anything small lies
 * beside it, so that to decode a picture took twice the memory that is in use at a time.
 */
final class ActivationPool {
    private static final long LEAST_BYTES = 1 << 26;

    /** How many times as large as a map the block may be that it takes. */
    private static final int MOST_TIMES = 2;

    private static final List<Block> BLOCKS = new ArrayList<>();

    private ActivationPool() {}

    /** {@return a feature map [batch, channels, height, width] to be filled, channels innermost} */
    static Tensor map(Shape shape, DType type, Device device) {
        var large = device.isCpu() ? empty(shape, type) : Optional.<Tensor>empty();
        return large.orElseGet(() -> {
            var options = type.options().device(new DeviceOptional(device.nativeDevice()));
            var format = new MemoryFormatOptional(MemoryFormat.ChannelsLast);
            return new Tensor(torch.empty(shape.toArray(), options, format));
        });
    }

    /** {@return the same of the pool; nothing where it is not large or there is no such memory} */
    static synchronized Optional<Tensor> empty(Shape shape, DType type) {
        long bytes = shape.count() * type.bytes();
        if (bytes < LEAST_BYTES) {
            return Optional.empty();
        }
        return idle(bytes).or(() -> mapped(bytes)).map(block -> block.as(shape, type));
    }

    /** Gives up what no tensor uses. */
    static synchronized void release() {
        releaseBelow(Long.MAX_VALUE);
    }

    /**
     * Gives up what is in the memory of a part of a map, from its first value to its last; it is
     * taken anew where a tensor is written there. What is not of a large map stays.
     */
    static synchronized void forget(Tensor part) {
        var memory = part.memory();
        BLOCKS.forEach(block -> block.memory.forget(memory));
    }

    private static void releaseBelow(long bytes) {
        var small =
                BLOCKS.stream().filter(block -> block.bytes() < bytes && block.isIdle()).toList();
        BLOCKS.removeAll(small);
        small.forEach(Block::close);
    }

    private static Optional<Block> idle(long bytes) {
        return BLOCKS.stream()
                .filter(block -> block.bytes() >= bytes && block.bytes() <= MOST_TIMES * bytes)
                .filter(Block::isIdle)
                .min(Comparator.comparingLong(Block::bytes));
    }

    /**
     * Maps grow from level to level, so what smaller ones have used goes back to the system for it,
     * and so do the heap's holes.
     */
    private static Optional<Block> mapped(long bytes) {
        releaseBelow(bytes);
        Pointer.trimMemory();
        var block = MmapBlock.of(bytes).map(Block::of);
        block.ifPresent(BLOCKS::add);
        return block;
    }

    private record Block(MmapBlock memory, Tensor tensor) {
        /** The tensor, in bytes, is the block's own; maps are views of it. */
        static Block of(MmapBlock memory) {
            var start = new BytePointer(memory.memory().asSlice(0, 1).asByteBuffer());
            long[] sizes = {memory.memory().byteSize()};
            var options = DType.U8.options();
            return new Block(memory, new Tensor(torch.from_blob(start, sizes, options)).keep());
        }

        long bytes() {
            return tensor.size(0);
        }

        boolean isIdle() {
            return tensor.value().storage().use_count() == 1;
        }

        Tensor as(Shape shape, DType type) {
            long channels = shape.size(1);
            long row = shape.size(3) * channels;
            long[] strides = {shape.size(2) * row, 1, row, channels};
            long count = shape.count();
            return TensorScope.returning(() ->
                    new Tensor(
                            tensor.value()
                                    .narrow(0, 0, count * type.bytes())
                                    .view(type.scalarType())
                                    .as_strided(shape.toArray(), strides)));
        }

        void close() {
            tensor.close();
            memory.close();
        }
    }
}
