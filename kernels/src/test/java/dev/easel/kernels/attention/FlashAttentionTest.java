package dev.easel.kernels.attention;

import static dev.easel.tensor.TensorAssert.assertThatTensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.easel.kernels.brgemm.Brgemm;
import dev.easel.kernels.brgemm.ComputePool;
import dev.easel.kernels.brgemm.Lanes32;
import dev.easel.tensor.DType;
import dev.easel.tensor.Device;
import dev.easel.tensor.Rng;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Beside attention in double precision over the same numbers. */
@Tag("kernels")
class FlashAttentionTest {
    private static final FlashAttention FLASH = new FlashAttention(new ComputePool());

    /** What rounding the weights and the result to 8 bits changes of means of normal numbers. */
    private static final double ATOL = 0.02;

    /** The same of float32; scores of up to 40 are rounded too. */
    private static final double ATOL_IN_F32 = 1e-5;

    @BeforeEach
    void skipWithoutAny() {
        assumeThat(types()).isNotEmpty();
    }

    /** Those that this processor has. */
    static Stream<DType> types() {
        return Stream.of(DType.F32, DType.BF16).filter(Brgemm::isPresent);
    }

    static Stream<Arguments> seeds() {
        return types().flatMap(
                        type -> LongStream.range(0, 25).mapToObj(seed -> Arguments.of(type, seed)));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void itIsAttention(DType type, long seed) {
        var random = new Random(seed);
        int batch = random.nextInt(1, 3);
        int heads = random.nextInt(1, 4);
        int lanes = Lanes32.lanes(type);
        int width = lanes * random.nextInt(1, 100 / lanes);
        try (var _ = TensorScope.open();
                var rng = Rng.seeded(seed)) {
            Tensor q = rng.normal(Shape.of(batch, heads, random.nextInt(1, 1200), width));
            Shape ofKeys = Shape.of(batch, heads, random.nextInt(1, 700), width);
            assertIsAttention(type, q, rng.normal(ofKeys), rng.normal(ofKeys));
        }
    }

    @ParameterizedTest
    @CsvSource({"5, 1", "40, 1", "3000, 1", "3000, 300", "3000, 513"})
    void scoresMayBeAsLargeAsTheyLike(double factor, int keys) {
        try (var _ = TensorScope.open();
                var rng = Rng.seeded(keys)) {
            Tensor q = rng.normal(Shape.of(1, 2, 70, 40)).mul(factor);
            Tensor k = rng.normal(Shape.of(1, 2, keys, 40)).mul(factor);
            Tensor v = rng.normal(Shape.of(1, 2, keys, 40));
            types().forEach(type -> assertIsAttention(type, q, k, v));
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void scoresMayAllBeFarBelowZero(DType type) {
        try (var _ = TensorScope.open();
                var rng = Rng.seeded(1)) {
            Tensor q = Tensor.zeros(Shape.of(1, 1, 3, 8), DType.F32, Device.CPU).add(60);
            Tensor k = rng.normal(Shape.of(1, 1, 33, 8)).mul(0.01).add(-60);
            Tensor v = rng.normal(Shape.of(1, 1, 33, 8));
            // Scores of 10,000 are rounded to 0.001 in float32.
            assertIsWithin(type == DType.F32 ? 1e-3 : ATOL, type, List.of(q, k, v));
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void headsMayLieBesideEachOther(DType type) { // as one product for all three leaves them
        try (var _ = TensorScope.open();
                var rng = Rng.seeded(2)) {
            Tensor all = rng.normal(Shape.of(2, 90, 3 * 2 * 16)).to(type);
            List<Tensor> three =
                    all.chunk(3, 2).stream()
                            .map(x -> x.reshape(2, 90, 2, 16).transpose(1, 2))
                            .toList();
            assertIsAttention(type, three.get(0), three.get(1), three.get(2));
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void aRowsValuesMayLieApart(DType type) {
        try (var _ = TensorScope.open();
                var rng = Rng.seeded(3)) {
            Tensor x = rng.normal(Shape.of(1, 2, 16, 50)).to(type).transpose(2, 3);
            assertIsAttention(type, x, x, x);
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void threadsLeaveNothingToTheCollector(DType type) {
        long before = Pointer.totalCount();
        for (int i = 0; i < 10; i++) {
            try (var _ = TensorScope.open();
                    var rng = Rng.seeded(i)) {
                Tensor x = rng.normal(Shape.of(2, 8, 600, 8)).to(type);
                FLASH.attend(x, x, x);
            }
        }
        assertThat(Pointer.totalCount()).isLessThanOrEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("types")
    void nanPropagates(DType type) {
        try (var _ = TensorScope.open();
                var rng = Rng.seeded(4)) {
            Tensor x = rng.normal(Shape.of(1, 2, 50, 8)).to(type);
            for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
                Tensor row = Tensor.of(new float[] {bad}, Shape.of(1, 1, 1, 1)).to(type);
                Tensor spoiled = Tensor.cat(List.of(x.narrow(2, 1, 49), row.expand(1, 2, 1, 8)), 2);
                assertThat(FLASH.attend(spoiled, x, x).isFinite()).isFalse();
                assertThat(FLASH.attend(x, spoiled, x).isFinite()).isFalse();
                assertThat(FLASH.attend(x, x, spoiled).isFinite()).isFalse();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void itRepeatsToTheBit(DType type) {
        try (var _ = TensorScope.open();
                var rng = Rng.seeded(5)) {
            Tensor x = rng.normal(Shape.of(1, 3, 900, 40)).to(type);
            Tensor once = FLASH.attend(x, x, x);
            for (int i = 0; i < 10; i++) {
                assertThat(FLASH.attend(x, x, x).sameAs(once)).isTrue();
            }
        }
    }

    private static void assertIsAttention(DType type, Tensor q, Tensor k, Tensor v) {
        assertIsWithin(type == DType.F32 ? ATOL_IN_F32 : ATOL, type, List.of(q, k, v));
    }

    private static void assertIsWithin(double atol, DType type, List<Tensor> qkv) {
        var three = qkv.stream().map(x -> x.to(type)).toList();
        var exact = three.stream().map(x -> x.to(DType.F64)).toList();
        Tensor expected = TiledAttention.attend(exact.get(0), exact.get(1), exact.get(2));
        Tensor streamed = FLASH.attend(three.get(0), three.get(1), three.get(2));
        assertThat(streamed.dtype()).isEqualTo(type);
        assertThatTensor(streamed.to(DType.F32)).isCloseTo(expected.to(DType.F32), atol);
    }
}
