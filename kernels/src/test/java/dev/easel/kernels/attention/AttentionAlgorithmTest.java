package dev.easel.tensor;

import static dev.easel.tensor.TensorAssert.assertThatTensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.tensor.AttentionTuner.Accuracy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.EnumSet;
import java.util.Locale;

/** All exact ways of attention, whichever of them this machine would choose. */
class AttentionAlgorithmTest {
    @Property(tries = 60)
    void allWaysAgree(
            @ForAll @IntRange(min = 1, max = 3) int heads,
            @ForAll @IntRange(min = 1, max = 70) int queries,
            @ForAll @IntRange(min = 1, max = 70) int keys,
            @ForAll @IntRange(min = 1, max = 40) int width) {
        agree(new Shape4(2, heads, queries, width), keys, DType.F32, 2e-6);
    }

    @ParameterizedTest
    @CsvSource({"1, 77, 40", "2, 4096, 64", "3, 100, 80"})
    void allWaysAgreeInBfloat16(int heads, int keys, int width) {
        // The weights of the sum are rounded to 8 bits on one of the ways.
        agree(new Shape4(1, heads, 50, width), keys, DType.BF16, 0.03);
    }

    @Test
    void queriesAreTakenInPiecesWithoutATrace() {
        // 2^26 scores, of which two threads hold 2^20 to 2^24 at a time.
        agree(new Shape4(1, 1, 1 << 13, 4), 1 << 13, DType.F32, 2e-6);
    }

    @Test
    void headsAreTakenInPiecesWithoutATrace() {
        agree(new Shape4(2, 3, 600, 4), 1 << 12, DType.F32, 2e-6);
    }

    @Test
    void aQuerySeesNothingOfTheKeysAfterIt() {
        try (var _ = TensorScope.open();
                var rng = Rng.seeded(1)) {
            Tensor x = rng.normal(Shape.of(1, 2, 9, 8));
            Tensor all = Ops.causalAttention(x, x, x);
            for (int i = 0; i < 9; i++) {
                Tensor seen = x.narrow(2, 0, i + 1);
                Tensor last = AttentionAlgorithm.COMPOSED.attend(x.narrow(2, i, 1), seen, seen);
                assertThatTensor(all.narrow(2, i, 1)).isCloseTo(last, 2e-6);
            }
        }
    }

    @Test
    void aTextsAttentionRoundsNothingButItsResult() {
        try (var _ = TensorScope.open();
                var rng = Rng.seeded(1)) {
            Tensor x = rng.normal(Shape.of(1, 3, 77, 64)).to(DType.BF16);
            Tensor wide = x.to(DType.F32);
            assertThatTensor(Ops.causalAttention(x, x, x))
                    .isCloseTo(Ops.causalAttention(wide, wide, wide).to(DType.BF16), 0);
        }
    }

    @Test
    @Tag("kernels")
    @EnabledIfSystemProperty(named = "easel.attention", matches = ".+")
    void aWayThatIsPinnedIsTaken() {
        try (var _ = TensorScope.open()) {
            var q = Tensor.zeros(Shape.of(1, 1, 1, 8), DType.BF16, Device.CPU);
            String name = System.getProperty("easel.attention").toUpperCase(Locale.ROOT);
            var pinned = AttentionAlgorithm.valueOf(name);
            assertThat(AttentionTuner.of(q, q, q, Accuracy.ROUNDED))
                    .isEqualTo(pinned.suits(q) ? pinned : AttentionAlgorithm.FUSED);
        }
    }

    private record Shape4(int batch, int heads, int tokens, int width) {
        Shape withTokens(int other) {
            return Shape.of(batch, heads, other, width);
        }
    }

    private static void agree(Shape4 queries, int keys, DType dtype, double atol) {
        try (var _ = TensorScope.open();
                var rng = Rng.seeded(keys)) {
            Tensor q = rng.normal(queries.withTokens(queries.tokens())).to(dtype);
            Tensor k = rng.normal(queries.withTokens(keys)).to(dtype);
            Tensor v = rng.normal(queries.withTokens(keys)).to(dtype);
            Tensor fused = AttentionAlgorithm.FUSED.attend(q, k, v);
            assertThat(fused.dtype()).isEqualTo(dtype);
            for (var way : EnumSet.complementOf(EnumSet.of(AttentionAlgorithm.FUSED))) {
                if (way == way.exact() && way.suits(q)) {
                    assertThatTensor(way.attend(q, k, v)).isCloseTo(fused, atol);
                }
            }
        }
    }
}
