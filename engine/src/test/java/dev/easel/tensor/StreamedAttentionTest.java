package dev.easel.tensor;

import static dev.easel.golden.TensorAssert.assertThatTensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

/** Beside attention in float32 over the same numbers. */
@Tag("kernels")
class StreamedAttentionTest {
    /** What rounding the weights and the result to 8 bits changes of means of normal numbers. */
    private static final double ATOL = 0.02;

    @BeforeEach
    void skipWithoutBfloat16() {
        assumeThat(Brgemm.isPresent(DType.BF16)).isTrue();
    }

    static LongStream seeds() {
        return LongStream.range(0, 40);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void itIsAttention(long seed) {
        var random = new Random(seed);
        int batch = random.nextInt(1, 3);
        int heads = random.nextInt(1, 4);
        int width = 2 * random.nextInt(1, 50);
        try (var _ = TensorScope.open();
                var rng = Rng.seeded(seed)) {
            Tensor q = rng.normal(Shape.of(batch, heads, random.nextInt(1, 1200), width));
            Shape ofKeys = Shape.of(batch, heads, random.nextInt(1, 700), width);
            assertIsAttention(q, rng.normal(ofKeys), rng.normal(ofKeys));
        }
    }

    @ParameterizedTest
    @CsvSource({"5, 1", "40, 1", "3000, 1", "3000, 300", "3000, 513"})
    void scoresMayBeAsLargeAsTheyLike(double factor, int keys) {
        try (var _ = TensorScope.open();
                var rng = Rng.seeded(keys)) {
            Tensor q = rng.normal(Shape.of(1, 2, 70, 40)).mul(factor);
            Tensor k = rng.normal(Shape.of(1, 2, keys, 40)).mul(factor);
            assertIsAttention(q, k, rng.normal(Shape.of(1, 2, keys, 40)));
        }
    }

    @Test
    void scoresMayAllBeFarBelowZero() {
        try (var _ = TensorScope.open();
                var rng = Rng.seeded(1)) {
            Tensor q = Tensor.zeros(Shape.of(1, 1, 3, 8), DType.F32, Device.CPU).add(60);
            Tensor k = rng.normal(Shape.of(1, 1, 33, 8)).mul(0.01).add(-60);
            assertIsAttention(q, k, rng.normal(Shape.of(1, 1, 33, 8)));
        }
    }

    @Test
    void headsMayLieBesideEachOther() { // as one product for all three leaves them
        try (var _ = TensorScope.open();
                var rng = Rng.seeded(2)) {
            Tensor all = rng.normal(Shape.of(2, 90, 3 * 2 * 16)).to(DType.BF16);
            List<Tensor> three =
                    all.chunk(3, 2).stream()
                            .map(x -> x.reshape(2, 90, 2, 16).transpose(1, 2))
                            .toList();
            assertIsAttention(three.get(0), three.get(1), three.get(2));
        }
    }

    @Test
    void aRowsValuesMayLieApart() {
        try (var _ = TensorScope.open();
                var rng = Rng.seeded(3)) {
            Tensor x = rng.normal(Shape.of(1, 2, 16, 50)).to(DType.BF16).transpose(2, 3);
            assertIsAttention(x, x, x);
        }
    }

    @Test
    void whatIsNoNumberIsToBeSeen() {
        try (var _ = TensorScope.open();
                var rng = Rng.seeded(4)) {
            Tensor x = rng.normal(Shape.of(1, 2, 50, 8)).to(DType.BF16);
            for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
                Tensor row = Tensor.of(new float[] {bad}, Shape.of(1, 1, 1, 1)).to(DType.BF16);
                Tensor spoiled = Tensor.cat(List.of(x.narrow(2, 1, 49), row.expand(1, 2, 1, 8)), 2);
                assertThat(StreamedAttention.attend(spoiled, x, x).isFinite()).isFalse();
                assertThat(StreamedAttention.attend(x, spoiled, x).isFinite()).isFalse();
                assertThat(StreamedAttention.attend(x, x, spoiled).isFinite()).isFalse();
            }
        }
    }

    @Test
    void itRepeatsToTheBit() {
        try (var _ = TensorScope.open();
                var rng = Rng.seeded(5)) {
            Tensor x = rng.normal(Shape.of(1, 3, 900, 40)).to(DType.BF16);
            Tensor once = StreamedAttention.attend(x, x, x);
            for (int i = 0; i < 10; i++) {
                assertThat(StreamedAttention.attend(x, x, x).sameAs(once)).isTrue();
            }
        }
    }

    private static void assertIsAttention(Tensor q, Tensor k, Tensor v) {
        Tensor q16 = q.to(DType.BF16);
        Tensor k16 = k.to(DType.BF16);
        Tensor v16 = v.to(DType.BF16);
        Tensor exact =
                AttentionWay.COMPOSED.attend(
                        q16.to(DType.F32), k16.to(DType.F32), v16.to(DType.F32));
        Tensor streamed = StreamedAttention.attend(q16, k16, v16);
        assertThat(streamed.dtype()).isEqualTo(DType.BF16);
        assertThatTensor(streamed.to(DType.F32)).isCloseTo(exact, ATOL);
    }
}
