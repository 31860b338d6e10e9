package dev.easel.tensor;

import static dev.easel.tensor.TensorAssert.assertThatTensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.bytedeco.pytorch.Scalar;
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

/** Attention of queries and keys that are rounded to bytes. */
@Tag("kernels")
class ByteAttentionTest {
    /** What rounding the weights and the result to bfloat16 changes of means of normal numbers. */
    private static final double ATOL = 0.02;

    /** What rounding queries and keys of normal numbers to bytes changes too. */
    private static final double ATOL_OF_BYTES = 0.06;

    private static final double MOST = 127;

    @BeforeEach
    void skipWithoutAny() {
        assumeThat(types()).isNotEmpty();
        assumeThat(Brgemm.isPresent(DType.U8)).isTrue();
    }

    static Stream<DType> types() {
        return FlashAttentionTest.types();
    }

    static Stream<Arguments> seeds() {
        return types().flatMap(
                        type -> LongStream.range(0, 20).mapToObj(seed -> Arguments.of(type, seed)));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void itIsAttention(DType type, long seed) {
        var random = new Random(seed);
        int heads = random.nextInt(1, 4);
        int width = 4 * random.nextInt(1, 41);
        try (var _ = TensorScope.open();
                var rng = Rng.seeded(seed)) {
            Tensor q = normal(type, rng, Shape.of(2, heads, random.nextInt(1, 1200), width));
            Shape ofKeys = Shape.of(2, heads, random.nextInt(1, 700), width);
            Tensor k = normal(type, rng, ofKeys);
            Tensor v = normal(type, rng, ofKeys);

            assertThatTensor(floats(FlashAttention.attendRounded(q, k, v)))
                    .isCloseTo(exact(q, k, v), ATOL_OF_BYTES);
        }
    }

    /** Powers of up to 2^200 are made of products of bytes, however far they are from 0. */
    @ParameterizedTest
    @CsvSource({"0.1, 300", "1, 2", "1, 300", "1.5, 77", "1.5, 513", "1.6, 256", "1.6, 255"})
    void itIsExactAboutWhatWasRounded(double factor, int keys) {
        types().forEach(type -> assertIsExactAboutWhatWasRounded(type, factor, keys));
    }

    private static void assertIsExactAboutWhatWasRounded(DType type, double factor, int keys) {
        try (var _ = TensorScope.open();
                var rng = Rng.seeded(keys)) {
            Tensor q = normal(type, rng, Shape.of(1, 2, 200, 40)).mul(factor).add(factor / 2);
            Tensor k = normal(type, rng, Shape.of(1, 2, keys, 40)).mul(factor);
            Tensor v = normal(type, rng, Shape.of(1, 2, keys, 40));
            Tensor mean = new Tensor(k.value().mean(2).unsqueeze(2));
            Tensor others = k.to(DType.F32).sub(mean.to(DType.F32));

            Tensor attended = FlashAttention.attendRounded(q, k, v);
            assertThatTensor(floats(attended))
                    .isCloseTo(exact(rounded(q.to(DType.F32)), rounded(others), v), ATOL);
            assertThat(attended.sameAs(FlashAttention.attend(q, k, v))).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void whatAllKeysHaveInCommonIsNoMatter(DType type) {
        try (var _ = TensorScope.open();
                var rng = Rng.seeded(1)) {
            Tensor q = normal(type, rng, Shape.of(1, 2, 100, 40));
            Tensor common = rng.normal(Shape.of(1, 2, 1, 40)).mul(5);
            Tensor k = rng.normal(Shape.of(1, 2, 300, 40)).add(common).to(type);
            Tensor v = normal(type, rng, Shape.of(1, 2, 300, 40));

            assertThatTensor(floats(FlashAttention.attendRounded(q, k, v)))
                    .isCloseTo(exact(q, k, v), ATOL_OF_BYTES);
        }
    }

    @ParameterizedTest
    @CsvSource({"40, 1", "40, 300", "3000, 513"})
    void whatHasScoresTooLargeIsNotRounded(double factor, int keys) {
        types().forEach(type -> assertIsNotRounded(type, factor, keys));
    }

    private static void assertIsNotRounded(DType type, double factor, int keys) {
        try (var _ = TensorScope.open();
                var rng = Rng.seeded(keys)) {
            Tensor q = normal(type, rng, Shape.of(1, 2, 70, 40)).mul(factor);
            Tensor k = normal(type, rng, Shape.of(1, 2, keys, 40)).mul(factor);
            // Of one key nothing is left without the mean of all.
            Tensor pair = Tensor.cat(List.of(k, k.mul(-1)), 2);

            assertThat(
                            FlashAttention.attendRounded(q, pair, pair)
                                    .sameAs(FlashAttention.attend(q, pair, pair)))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void headsMayLieBesideEachOther(DType type) { // as one product for all three leaves them
        try (var _ = TensorScope.open();
                var rng = Rng.seeded(2)) {
            Tensor all = normal(type, rng, Shape.of(2, 90, 3 * 2 * 16));
            List<Tensor> three =
                    all.chunk(3, 2).stream()
                            .map(x -> x.reshape(2, 90, 2, 16).transpose(1, 2))
                            .toList();

            Tensor beside = FlashAttention.attendRounded(three.get(0), three.get(1), three.get(2));
            Tensor apart =
                    FlashAttention.attendRounded(
                            three.get(0).contiguous(),
                            three.get(1).contiguous(),
                            three.get(2).contiguous());
            assertThat(beside.sameAs(apart)).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void queriesAndKeysMayBeNothing(DType type) {
        try (var _ = TensorScope.open();
                var rng = Rng.seeded(5)) {
            Tensor nothing = Tensor.zeros(Shape.of(1, 1, 30, 8), type, Device.CPU);
            Tensor v = normal(type, rng, Shape.of(1, 1, 30, 8));

            assertThatTensor(floats(FlashAttention.attendRounded(nothing, nothing, v)))
                    .isCloseTo(exact(nothing, nothing, v), ATOL);
        }
    }

    private static Tensor normal(DType type, Rng rng, Shape shape) {
        return rng.normal(shape).to(type);
    }

    /** {@return whole numbers up to 127 of a scale for each head} */
    private static Tensor rounded(Tensor x) {
        var largest = x.value().abs().amax(new long[] {2, 3}, true);
        Tensor scale = new Tensor(largest.clamp_min(new Scalar(1e-12)).div(new Scalar(MOST)));
        return x.div(scale).round().mul(scale);
    }

    private static Tensor exact(Tensor q, Tensor k, Tensor v) {
        return floats(
                AttentionAlgorithm.COMPOSED.attend(
                        q.to(DType.F64), k.to(DType.F64), v.to(DType.F64)));
    }

    private static Tensor floats(Tensor x) {
        return x.to(DType.F32);
    }
}
