package dev.easel.tensor;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Numbers on a device: LibTorch's tensor with the operations that the engine needs. No operation of
 * this class changes its values: each gives a new tensor, or a view of the same memory, which
 * belongs to this thread's innermost {@link TensorScope}. A few operations elsewhere save memory by
 * writing to a tensor that their caller alone uses; their names say so ({@link Ops#siluInPlace} and
 * {@link Epilogue#onto}, for example).
 *
 * <p>Binary operations broadcast as LibTorch's do. Dimensions may be negative, counted from the
 * end. Shapes that do not fit throw {@link RuntimeException} with LibTorch's message. Where
 * LibTorch is missing, whatever makes a tensor throws {@link UnsupportedOperationException}.
 */
public final class Tensor implements AutoCloseable {
    private final org.bytedeco.pytorch.Tensor value;

    /** For kernels: a tensor of LibTorch, in the innermost scope. */
    public Tensor(org.bytedeco.pytorch.Tensor value) {
        this.value = value;
        Profile.note();
    }

    /** {@return a float32 tensor on the CPU with a copy of the values, row by row} */
    public static Tensor of(float[] values, Shape shape) {
        return copyOf(values.length, () -> new FloatPointer(values), DType.F32, shape);
    }

    /** {@return an int64 tensor on the CPU with a copy of the values, row by row} */
    public static Tensor of(long[] values, Shape shape) {
        return copyOf(values.length, () -> new LongPointer(values), DType.I64, shape);
    }

    /** {@return an unsigned 8-bit tensor on the CPU with a copy of the values, row by row} */
    public static Tensor of(byte[] values, Shape shape) {
        return copyOf(values.length, () -> new BytePointer(values), DType.U8, shape);
    }

    /**
     * {@return a copy of little-endian bytes, converted to {@code target} on {@code device}}
     *
     * @param bytes direct, exactly {@code shape.count() * source.bytes()} of them
     * @throws IllegalArgumentException where there are more or fewer
     */
    public static Tensor copyOf(
            ByteBuffer bytes, DType source, Shape shape, DType target, Device device) {
        long expected = shape.count() * source.bytes();
        if (bytes.remaining() != expected) {
            throw new IllegalArgumentException(
                    "%d bytes do not fill %s %s, which has %d"
                            .formatted(bytes.remaining(), source, shape, expected));
        }
        LibTorch.load();
        if (bytes.remaining() == 0) {
            return zeros(shape, target, device);
        }
        var view = torch.from_blob(new BytePointer(bytes), shape.toArray(), source.options());
        // LibTorch makes one of these types the other value by value, but float32 in vectors; of 8
        // bits it makes no other but float32 everywhere, which loses nothing.
        boolean ofEightBits = source.isFloating() && source.bytes() == 1;
        boolean between = ofEightBits || (source == DType.F16 && target == DType.BF16);
        return new Tensor(
                (between ? view.to(DType.F32.scalarType()) : view)
                        .to(
                                device.nativeDevice(),
                                target.scalarType(),
                                false,
                                true,
                                new MemoryFormatOptional()));
    }

    public static Tensor zeros(Shape shape, DType dtype, Device device) {
        LibTorch.load();
        return new Tensor(torch.zeros(shape.toArray(), dtype.options())).to(device);
    }

    /** {@return a tensor on the CPU to be filled} */
    public static Tensor empty(Shape shape, DType dtype) {
        LibTorch.load();
        var format = new MemoryFormatOptional();
        return new Tensor(torch.empty(shape.toArray(), dtype.options(), format));
    }

    /**
     * {@return a feature map [batch, channels, height, width] to be filled, the channels innermost}
     */
    public static Tensor emptyMap(Shape shape, DType dtype, Device device) {
        LibTorch.load();
        return ActivationPool.map(shape, dtype, device);
    }

    /** {@return the tensors one after the other along {@code dim}} */
    public static Tensor cat(List<Tensor> tensors, int dim) {
        var values = tensors.stream().map(Tensor::value);
        var vector = new TensorVector(values.toArray(org.bytedeco.pytorch.Tensor[]::new));
        return new Tensor(torch.cat(vector, dim));
    }

    public Shape shape() {
        return Shape.of(sizes());
    }

    public long size(int dim) {
        return value.size(dim);
    }

    public DType dtype() {
        return DType.of(value);
    }

    public Device device() {
        return Device.of(value);
    }

    public Tensor add(Tensor other) {
        return new Tensor(value.add(other.value));
    }

    public Tensor add(double number) {
        return new Tensor(value.add(new Scalar(number)));
    }

    public Tensor sub(Tensor other) {
        return new Tensor(value.sub(other.value));
    }

    public Tensor mul(Tensor other) {
        return new Tensor(value.mul(other.value));
    }

    public Tensor mul(double number) {
        return new Tensor(value.mul(new Scalar(number)));
    }

    public Tensor div(Tensor other) {
        return new Tensor(value.div(other.value));
    }

    public Tensor div(double number) {
        return new Tensor(value.div(new Scalar(number)));
    }

    public Tensor exp() {
        return new Tensor(value.exp());
    }

    public Tensor sqrt() {
        return new Tensor(value.sqrt());
    }

    public Tensor cos() {
        return new Tensor(value.cos());
    }

    public Tensor sin() {
        return new Tensor(value.sin());
    }

    public Tensor clamp(double least, double most) {
        return new Tensor(
                value.clamp(
                        new ScalarOptional(new Scalar(least)),
                        new ScalarOptional(new Scalar(most))));
    }

    /** {@return 1 where a value is at least {@code least}, else 0; float32} */
    public Tensor atLeast(double least) {
        return new Tensor(value.ge(new Scalar(least)).to(DType.F32.scalarType()));
    }

    public Tensor round() {
        return new Tensor(value.round());
    }

    /** {@return the mean of all values, a tensor of rank 0} */
    public Tensor mean() {
        return new Tensor(value.mean());
    }

    /** {@return the least of all values, a tensor of rank 0} */
    public Tensor min() {
        return new Tensor(value.min());
    }

    /** {@return the largest of all values, a tensor of rank 0} */
    public Tensor max() {
        return new Tensor(value.max());
    }

    /** {@return the matrix product over the last two dimensions} */
    public Tensor matmul(Tensor other) {
        return new Tensor(value.matmul(other.value));
    }

    public Tensor reshape(long... sizes) {
        return new Tensor(value.reshape(sizes));
    }

    public Tensor permute(long... dims) {
        return new Tensor(value.permute(dims));
    }

    public Tensor transpose(int dim, int other) {
        return new Tensor(value.transpose(dim, other));
    }

    public Tensor unsqueeze(int dim) {
        return new Tensor(value.unsqueeze(dim));
    }

    /** {@return a view repeated along dimensions of size 1; -1 leaves a dimension as it is} */
    public Tensor expand(long... sizes) {
        return new Tensor(value.expand(sizes));
    }

    /** {@return the part of dimension {@code dim} from {@code start}, {@code length} long} */
    public Tensor narrow(int dim, long start, long length) {
        return new Tensor(value.narrow(dim, start, length));
    }

    /** {@return the positions along {@code dim} that {@code ids} name, in their order} */
    public Tensor select(int dim, long[] ids) {
        return new Tensor(value.index_select(dim, beside(ids).value));
    }

    /** {@return the numbers, int64, on this tensor's device} */
    Tensor beside(long[] numbers) {
        return of(numbers, Shape.of(numbers.length)).to(device());
    }

    /**
     * {@return views of parts along {@code dim}, as {@code torch.chunk} cuts them} All have the
     * same size but the last, which may be smaller; where the size does not suffice for {@code
     * count} parts, there are fewer.
     */
    public List<Tensor> chunk(int count, int dim) {
        long size = size(dim);
        long part = Math.max(1, Math.ceilDiv(size, (long) count));
        return LongStream.range(0, Math.ceilDiv(size, part))
                .mapToObj(i -> narrow(dim, i * part, Math.min(part, size - i * part)))
                .toList();
    }

    public Tensor contiguous() {
        return new Tensor(value.contiguous());
    }

    /** {@return [batch, channels, height, width] with the channels innermost in memory} */
    public Tensor channelsLast() {
        return new Tensor(value.contiguous(MemoryFormat.ChannelsLast));
    }

    /**
     * {@return whether this is [batch, channels, height, width] with the channels innermost in
     * memory, without gaps, and not also in the order of its dimensions, as one channel is}
     */
    public boolean isChannelsLast() {
        return value.dim() == 4
                && !value.is_contiguous()
                && value.is_contiguous(MemoryFormat.ChannelsLast);
    }

    /** {@return as many of a batch: this, or the one that it holds several times} */
    public Tensor ofBatch(long batch) {
        return size(0) == batch ? this : cat(Collections.nCopies(Math.toIntExact(batch), this), 0);
    }

    public Tensor to(DType dtype) {
        return new Tensor(value.to(dtype.scalarType()));
    }

    public Tensor to(Device device) {
        return device.equals(device())
                ? this
                : new Tensor(value.to(device.nativeDevice(), value.dtype().toScalarType()));
    }

    /** {@return whether no value is NaN or infinite} */
    public boolean isFinite() {
        // The sum is one pass without copies; it may be infinite although no value is.
        return !dtype().isFloating()
                || Double.isFinite(value.sum().item().toDouble())
                || value.isfinite().all().item().toBool();
    }

    /** {@return whether shape, type and every bit of the values are the same} */
    public boolean sameAs(Tensor other) {
        return dtype() == other.dtype() && torch.equal(value, other.value);
    }

    /** {@return the values row by row, converted to float32} */
    public float[] toFloats() {
        var plain = onCpu(DType.F32);
        float[] floats = new float[Math.toIntExact(plain.numel())];
        new FloatPointer(plain.data_ptr()).get(floats);
        return floats;
    }

    /** {@return the values row by row, converted to int64} */
    public long[] toLongs() {
        var plain = onCpu(DType.I64);
        long[] longs = new long[Math.toIntExact(plain.numel())];
        new LongPointer(plain.data_ptr()).get(longs);
        return longs;
    }

    /** {@return the values row by row, converted to unsigned bytes} */
    public byte[] toBytes() {
        var plain = onCpu(DType.U8);
        byte[] bytes = new byte[Math.toIntExact(plain.numel())];
        new BytePointer(plain.data_ptr()).get(bytes);
        return bytes;
    }

    private org.bytedeco.pytorch.Tensor onCpu(DType dtype) {
        return value.to(Device.CPU.nativeDevice(), dtype.scalarType()).contiguous();
    }

    /** {@return the value of a tensor that holds one} */
    public double item() {
        return value.item().toDouble();
    }

    /**
     * Holds this tensor beyond its scope, until {@link #close} is called once for it. A view is
     * copied by nobody: it holds the memory of the whole.
     *
     * @return this
     */
    public Tensor keep() {
        value.retainReference();
        return this;
    }

    /**
     * Ends what {@link #keep} began; for tensors that belong to a scope nothing is to be closed.
     */
    @Override
    public void close() {
        value.releaseReference();
    }

    /** {@return for example {@code F32 [1, 4, 64, 64]}} */
    @Override
    public String toString() {
        return dtype() + " " + shape();
    }

    /** {@return the tensor of LibTorch, for kernels} */
    public org.bytedeco.pytorch.Tensor value() {
        return value;
    }

    /**
     * {@return its memory from the first value to the last, on a CPU} Good for as long as it is.
     */
    @SuppressWarnings("restricted") // so is LibTorch itself
    public MemorySegment memory() {
        long last =
                IntStream.range(0, (int) value.dim())
                        .mapToLong(dim -> (value.size(dim) - 1) * value.stride(dim))
                        .sum();
        return MemorySegment.ofAddress(value.data_ptr().address())
                .reinterpret((last + 1) * value.element_size());
    }

    private long[] sizes() {
        return IntStream.range(0, Math.toIntExact(value.dim())).mapToLong(value::size).toArray();
    }

    /** JavaCPP's own way to do this uses what the JDK warns of. */
    private static Tensor copyOf(int count, Supplier<Pointer> copied, DType dtype, Shape shape) {
        if (count != shape.count()) {
            throw new IllegalArgumentException(
                    "%d values do not fill the shape %s".formatted(count, shape));
        }
        LibTorch.load();
        try (var values = copied.get()) {
            return new Tensor(torch.from_blob(values, shape.toArray(), dtype.options()).clone());
        }
    }
}
