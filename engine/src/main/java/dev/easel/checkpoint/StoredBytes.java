package dev.easel.checkpoint;

import dev.easel.tensor.DType;
import dev.easel.tensor.Device;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/** Tensors of values that lie in a file one after the other, little-endian. */
final class StoredBytes {
    private StoredBytes() {}

    /** {@return a copy, converted to {@code target} on {@code device}, in the innermost scope} */
    static Tensor tensor(
            MemorySegment stored, DType source, Shape shape, DType target, Device device) {
        return Tensor.copyOf(aligned(stored, source), source, shape, target, device);
    }

    private static ByteBuffer aligned(MemorySegment bytes, DType source) {
        if (bytes.address() % source.bytes() == 0) {
            return bytes.asByteBuffer();
        }
        // A header of odd length leaves the values unaligned, which native code may not read in
        // place.
        ByteBuffer copy = ByteBuffer.allocateDirect(Math.toIntExact(bytes.byteSize()));
        return copy.put(bytes.asByteBuffer()).flip();
    }
}
