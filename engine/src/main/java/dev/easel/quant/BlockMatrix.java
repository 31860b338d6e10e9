package dev.easel.quant;

import dev.easel.tensor.DType;
import dev.easel.tensor.OwnedTensors;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * A layer's weight in blocks, rows of one tensor or of several, one below the other.
 *
 * @param shape of the whole
 * @param dtype of the numbers that are made of it
 */
record BlockMatrix(List<Part> parts, Shape shape, DType dtype) implements OwnedTensors {
    BlockMatrix {
        parts = List.copyOf(parts);
    }

    /** Some rows, all of their bytes. */
    record Part(BlockType type, Tensor bytes) {
        /** Copied out of a file, whose memory is given back. */
        static Part of(Blocks blocks) {
            MemorySegment stored = blocks.memory();
            var bytes = Tensor.empty(Shape.of(stored.byteSize()), DType.U8);
            bytes.memory().copyFrom(stored);
            if (stored.isMapped()) {
                stored.unload();
            }
            return new Part(blocks.type(), bytes);
        }

        Blocks blocks() {
            return new Blocks(type, bytes.memory());
        }
    }

    /** {@return a copy of what a file has, in the innermost scope} */
    static BlockMatrix of(List<Blocks> stored, Shape shape, DType dtype) {
        return new BlockMatrix(stored.stream().map(Part::of).toList(), shape, dtype);
    }

    /** {@return the numbers, in the innermost scope} */
    Tensor numbers() {
        var numbers = Tensor.empty(shape, BlockKernels.decoded(dtype));
        var flat = numbers.reshape(shape.count());
        long start = 0;
        for (var part : parts) {
            var blocks = part.blocks();
            blocks.decodeInto(flat.narrow(0, start, blocks.count()));
            start += blocks.count();
        }
        return numbers.dtype() == dtype ? numbers : numbers.to(dtype);
    }

    @Override
    public List<Tensor> tensors() {
        List<Tensor> tensors = new ArrayList<>();
        parts.forEach(part -> tensors.add(part.bytes()));
        return tensors;
    }
}
