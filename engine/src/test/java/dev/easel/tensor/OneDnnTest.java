package dev.easel.tensor;

import static dev.easel.golden.TensorAssert.assertThatTensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import java.util.Optional;

/** Packed weights give what LibTorch gives with plain ones. */
class OneDnnTest {
    private static final double CLOSE = 1e-4;

    @Property(tries = 60)
    void aPackedLinearLayerIsALinearLayer(
            @ForAll @IntRange(min = 1, max = 150) int rows,
            @ForAll @IntRange(min = 1, max = 100) int in,
            @ForAll @IntRange(min = 1, max = 100) int out,
            @ForAll boolean biased) {
        try (var _ = TensorScope.open();
                var rng = Rng.seeded(rows)) {
            Tensor x = rng.normal(Shape.of(2, rows, in));
            Tensor weight = rng.normal(Shape.of(out, in));
            var bias = biased ? Optional.of(rng.normal(Shape.of(out))) : Optional.<Tensor>empty();
            Tensor packed = Kernels.packLinear(weight);
            assumeThat(OneDnn.isPacked(packed)).isTrue();

            assertThatTensor(Kernels.linear(x, packed, bias))
                    .isCloseTo(Kernels.linear(x, weight, bias), CLOSE);
        }
    }

    @Property(tries = 60)
    void aPackedConvolutionIsAConvolution(
            @ForAll @IntRange(min = 3, max = 40) int side,
            @ForAll @IntRange(min = 1, max = 40) int in,
            @ForAll @IntRange(min = 1, max = 40) int out,
            @ForAll @IntRange(min = 1, max = 2) int stride,
            @ForAll @IntRange(min = 0, max = 1) int padding) {
        try (var _ = TensorScope.open();
                var rng = Rng.seeded(side)) {
            Tensor x = rng.normal(Shape.of(2, in, side, side + 1)).channelsLast();
            Tensor weight = rng.normal(Shape.of(out, in, 3, 3)).channelsLast();
            var bias = Optional.of(rng.normal(Shape.of(out)));
            Tensor packed = Kernels.packConvolution(weight, stride, padding);
            assumeThat(OneDnn.isPacked(packed)).isTrue();

            assertThatTensor(Kernels.conv2d(x, packed, bias, stride, padding))
                    .isCloseTo(Kernels.conv2d(x, weight, bias, stride, padding), CLOSE);
        }
    }

    @Property(tries = 5)
    void integersAreNotPacked(@ForAll @IntRange(min = 1, max = 9) int width) {
        try (var _ = TensorScope.open()) {
            Tensor weight = Tensor.zeros(Shape.of(width, width), DType.I64, Device.CPU);
            assertThat(OneDnn.packs(weight)).isFalse();
        }
    }
}
