package dev.easel.depth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.tensor.DType;
import dev.easel.tensor.Device;
import dev.easel.tensor.Ops;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import org.junit.jupiter.api.Test;

final class SamePaddingTest {
    @Property(tries = 200)
    void aWindowHasAsManyPlacesAsStridesFitRoundedUp(
            @ForAll @IntRange(min = 1, max = 40) int height,
            @ForAll @IntRange(min = 1, max = 40) int width,
            @ForAll @IntRange(min = 1, max = 7) int kernel,
            @ForAll @IntRange(min = 1, max = 3) int stride) {
        try (var _ = TensorScope.open()) {
            Tensor x = Tensor.zeros(Shape.of(1, 1, height, width), DType.F32, Device.CPU);
            Tensor padded = new SamePadding(kernel, stride).apply(x);
            assertThat(Ops.maxPool(padded, kernel, stride).shape())
                    .isEqualTo(
                            Shape.of(
                                    1,
                                    1,
                                    Math.ceilDiv(height, stride),
                                    Math.ceilDiv(width, stride)));
        }
    }

    @Test
    void anOddZeroFallsToTheRight() {
        try (var _ = TensorScope.open()) {
            Tensor row = Tensor.of(new float[] {1, 2, 3, 4}, Shape.of(1, 1, 1, 4));
            assertThat(new SamePadding(3, 2).apply(row).narrow(2, 1, 1).toFloats())
                    .containsExactly(1, 2, 3, 4, 0);
        }
    }
}
