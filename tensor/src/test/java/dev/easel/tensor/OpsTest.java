package dev.easel.tensor;

import static dev.easel.tensor.TensorAssert.assertThatTensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.Optional;

/** Operations on numbers that are computed by hand. */
class OpsTest {
    private TensorScope scope;

    @BeforeEach
    void open() {
        scope = TensorScope.open();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    @Test
    void resizingKeepsEitherTheEdgesOrTheCentresOfTheCorners() {
        Tensor row = row(0, 4);
        assertThat(Ops.resizeBilinear(row, 1, 4, false).toFloats()).containsExactly(0, 1, 3, 4);
        assertThatTensor(Ops.resizeBilinear(row, 1, 4, true))
                .isCloseTo(row(0, 4 / 3f, 8 / 3f, 4), 1e-6);
    }

    @Test
    void resizingDownTakesTheTwoNearestAndDoesNotAverage() {
        assertThat(Ops.resizeBilinear(row(0, 4, 8, 100, 16, 20), 1, 2, false).toFloats())
                .containsExactly(4, 16);
    }

    @Test
    void theLargestOfEachWindowIsTaken() {
        assertThat(Ops.maxPool(Ops.pad(row(1, 5, -2, 3, -9), 0, 0, 1, 1), 3, 2).toFloats())
                .containsExactly(5, 3);
    }

    @Test
    void standardisedRowsHaveMeanZeroAndVarianceOne() {
        Tensor rows = Tensor.of(new float[] {1, 3, -5, 5}, Shape.of(2, 2));
        assertThatTensor(Ops.standardize(rows, 0))
                .isCloseTo(Tensor.of(new float[] {-1, 1, -1, 1}, Shape.of(2, 2)), 1e-6);
    }

    @Test
    void aConvolutionNeedsNoBias() {
        Tensor weight = Tensor.of(new float[] {1, 10, 100}, Shape.of(1, 1, 1, 3));
        var convolution =
                LayerKernels.plain()
                        .convolution(
                                weight,
                                new ConvolutionKernel.Geometry(1, 0),
                                WeightFormat.FLOAT,
                                Footprint.FAST);
        assertThat(
                        convolution
                                .convolve(row(1, 2, 3, 4), Optional.empty(), Epilogue.none())
                                .toFloats())
                .containsExactly(321, 432);
    }

    @Test
    void aQuerySeesNothingOfTheKeysAfterIt() {
        try (var _ = TensorScope.open();
                var rng = Rng.seeded(1)) {
            Tensor x = rng.normal(Shape.of(1, 2, 9, 8));
            Tensor all = Ops.causalAttention(x, x, x);
            for (int i = 0; i < 9; i++) {
                Tensor seen = x.narrow(2, 0, i + 1);
                Tensor last = Ops.attention(x.narrow(2, i, 1), seen, seen);
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

    private static Tensor row(float... values) {
        return Tensor.of(values, Shape.of(1, 1, 1, values.length));
    }
}
