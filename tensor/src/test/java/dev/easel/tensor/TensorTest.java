package dev.easel.tensor;

import static dev.easel.tensor.TensorAssert.assertThatTensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.IntStream;

class TensorTest {
    private TensorScope scope;

    @BeforeEach
    void open() {
        scope = TensorScope.open();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    @Property
    void floatsComeBackAsTheyWere(@ForAll @Size(min = 1, max = 50) float[] values) {
        try (var _ = TensorScope.open()) {
            assertThat(Tensor.of(values, Shape.of(values.length)).toFloats())
                    .containsExactly(values);
        }
    }

    @Property
    void cuttingAndJoiningGivesTheSameTensor(
            @ForAll @IntRange(min = 1, max = 4) int parts,
            @ForAll @IntRange(min = 1, max = 5) int each,
            @ForAll @IntRange(min = 0, max = 1) int dim) {
        try (var _ = TensorScope.open();
                var rng = Rng.seeded(parts)) {
            int length = parts * each;
            Tensor whole = rng.normal(dim == 0 ? Shape.of(length, 3) : Shape.of(3, length));
            assertThatTensor(Tensor.cat(whole.chunk(parts, dim), dim)).isSameAs(whole);
        }
    }

    @Test
    void everyHalfBecomesTheBfloat16ThatLibTorchMakesOfIt() {
        short[] numbers = new short[(1 << 16) - 2 * ((1 << 10) - 1)];
        int count = 0;
        for (int bits = 0; bits < 1 << 16; bits++) {
            if (!Float.isNaN(Float.float16ToFloat((short) bits))) {
                numbers[count++] = (short) bits;
            }
        }
        var halves = direct(2 * count);
        halves.asShortBuffer().put(numbers);
        var shape = Shape.of(count);

        Tensor same = Tensor.copyOf(halves, DType.F16, shape, DType.F16, Device.CPU);
        Tensor found = Tensor.copyOf(halves, DType.F16, shape, DType.BF16, Device.CPU);

        assertThatTensor(found).isSameAs(same.to(DType.BF16));
    }

    @Test
    void bytesAreReadInEveryTypeOfCheckpoints() {
        var f64 = direct(16).putDouble(1.5).putDouble(-2).flip();
        var bf16 = direct(4).putShort((short) 0x3fc0).putShort((short) 0xc000).flip();
        var f16 = direct(4).putShort((short) 0x3e00).putShort((short) 0xc000).flip();
        assertThat(read(f64, DType.F64)).containsExactly(1.5f, -2);
        assertThat(read(bf16, DType.BF16)).containsExactly(1.5f, -2);
        assertThat(read(f16, DType.F16)).containsExactly(1.5f, -2);
        assertThat(read(direct(16).putLong(7).putLong(-9).flip(), DType.I64))
                .containsExactly(7, -9);
        assertThat(read(direct(8).putInt(7).putInt(-9).flip(), DType.I32)).containsExactly(7, -9);
        assertThat(read(direct(2).put((byte) 7).put((byte) 0xff).flip(), DType.U8))
                .containsExactly(7, 255);
    }

    @Test
    void valuesThatDoNotFillAShapeAreRefused() {
        assertThatThrownBy(() -> Tensor.of(new float[5], Shape.of(2, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("5 values do not fill the shape [2, 3]");
    }

    @Test
    void bytesMustFillAShapeExactly() {
        assertThatThrownBy(() -> read(direct(9), DType.F32))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("9 bytes do not fill F32 [2], which has 8");
        assertThatThrownBy(() -> read(direct(7), DType.F32))
                .hasMessage("7 bytes do not fill F32 [2], which has 8");
    }

    @Test
    void chunksKeepTheRest() {
        Tensor seven = Tensor.of(new float[] {0, 1, 2, 3, 4, 5, 6}, Shape.of(7));
        assertThat(seven.chunk(3, 0))
                .extracting(Tensor::toFloats)
                .containsExactly(new float[] {0, 1, 2}, new float[] {3, 4, 5}, new float[] {6});
        // As torch.chunk: parts of 2 are enough for 7 before there are 5 of them.
        assertThat(seven.chunk(5, 0)).hasSize(4);
    }

    @Test
    void channelsLastIsAnOrderInMemoryAndNotAnyView() {
        Tensor plain = Tensor.of(new float[24], Shape.of(1, 2, 3, 4));
        Tensor last = plain.channelsLast();
        assertThat(plain.isChannelsLast()).isFalse();
        assertThat(last.isChannelsLast()).isTrue();
        assertThat(last.narrow(3, 0, 2).isChannelsLast()).isFalse();
        assertThat(plain.narrow(3, 0, 2).isChannelsLast()).isFalse();
        assertThat(plain.permute(0, 1, 3, 2).isChannelsLast()).isFalse();
    }

    @Test
    void finiteMeansEveryValue() {
        assertThat(Tensor.of(new float[] {1, 2}, Shape.of(2)).isFinite()).isTrue();
        assertThat(Tensor.of(new float[] {1, Float.NaN}, Shape.of(2)).isFinite()).isFalse();
        assertThat(Tensor.of(new float[] {1, Float.POSITIVE_INFINITY}, Shape.of(2)).isFinite())
                .isFalse();
        assertThat(Tensor.of(new long[] {1}, Shape.of(1)).isFinite()).isTrue();
    }

    @Test
    void channelsLastChangesTheMemoryAndNotTheValues() {
        float[] values = new float[24];
        IntStream.range(0, 24).forEach(i -> values[i] = i);
        Tensor plain = Tensor.of(values, Shape.of(1, 2, 3, 4));
        assertThatTensor(plain.channelsLast()).isSameAs(plain);
    }

    @Test
    void memoryThatRanOutIsToldInASentence() {
        var failure = new RuntimeException("DefaultCPUAllocator: can't allocate memory: you tried");
        assertThat(DeviceMemoryException.explain(failure))
                .isInstanceOf(DeviceMemoryException.class)
                .hasMessageStartingWith("there is not enough memory for this computation")
                .hasCause(failure);
        var other = new RuntimeException("shapes differ");
        assertThat(DeviceMemoryException.explain(other)).isSameAs(other);
    }

    @Test
    void aHugeTensorIsRefusedByTheAllocatorAsMemoryThatRanOut() {
        assertThatThrownBy(
                        () -> {
                            try {
                                Tensor.zeros(Shape.of(1L << 50), DType.F32, Device.CPU);
                            } catch (RuntimeException e) {
                                throw DeviceMemoryException.explain(e);
                            }
                        })
                .isInstanceOf(DeviceMemoryException.class);
    }

    @Test
    void threadsAreAtLeastOne() {
        int before = ComputeThreads.get();
        assertThatThrownBy(() -> ComputeThreads.set(0))
                .hasMessage("threads must be at least 1, got 0");
        assertThat(ComputeThreads.get()).isEqualTo(before);
    }

    @Test
    void shapesAreWrittenAsLists() {
        assertThat(Shape.of(1, 4, 64, 64)).hasToString("[1, 4, 64, 64]");
        assertThat(Shape.of().count()).isEqualTo(1);
        assertThat(Shape.of(2, 3).size(-1)).isEqualTo(3);
        assertThatThrownBy(() -> new Shape(List.of(-1L)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Shape.of(1L << 40, 1L << 40).count())
                .isInstanceOf(ArithmeticException.class);
    }

    private static ByteBuffer direct(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static float[] read(ByteBuffer bytes, DType dtype) {
        return Tensor.copyOf(bytes, dtype, Shape.of(2), DType.F32, Device.CPU).toFloats();
    }
}
