package dev.easel.kernels.attention;

import static dev.easel.tensor.TensorAssert.assertThatTensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.kernels.brgemm.ComputePool;
import dev.easel.tensor.AttentionShape;
import dev.easel.tensor.DType;
import dev.easel.tensor.Rng;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.EnumSet;

/** All algorithms of attention, whichever of them this machine would choose. */
class AttentionAlgorithmTest {
    private static final FlashAttention FLASH = new FlashAttention(new ComputePool());

    @net.jqwik.api.Tag("slow")
    @Property(tries = 60)
    void allAlgorithmsAgree(
            @ForAll @IntRange(min = 1, max = 3) int heads,
            @ForAll @IntRange(min = 1, max = 70) int queries,
            @ForAll @IntRange(min = 1, max = 70) int keys,
            @ForAll @IntRange(min = 1, max = 40) int width) {
        agree(new Shape4(2, heads, queries, width), keys, DType.F32, 2e-6);
    }

    @ParameterizedTest
    @CsvSource({"1, 77, 40", "2, 4096, 64", "3, 100, 80"})
    void allAlgorithmsAgreeInBfloat16(int heads, int keys, int width) {
        // The weights of the sum are rounded to 8 bits by one of the algorithms.
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
            Tensor fused = AttentionAlgorithm.FUSED.kernel(FLASH).attend(q, k, v);
            assertThat(fused.dtype()).isEqualTo(dtype);
            for (var algorithm : EnumSet.complementOf(EnumSet.of(AttentionAlgorithm.FUSED))) {
                if (algorithm.suits(AttentionShape.of(q, k))) {
                    assertThatTensor(algorithm.kernel(FLASH).attend(q, k, v))
                            .isCloseTo(fused, atol);
                }
            }
        }
    }
}
