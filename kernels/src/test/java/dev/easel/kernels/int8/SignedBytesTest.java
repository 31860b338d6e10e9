package dev.easel.kernels.int8;

import static dev.easel.tensor.TensorAssert.assertThatTensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.tensor.DType;
import dev.easel.tensor.Rng;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SignedBytesTest {
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
    void eachByteIsTheNearestAndTheLargestOfEachRowAsLargeAsCanBe() {
        try (var rng = Rng.seeded(1)) {
            Tensor sizes = Tensor.of(new float[] {1e-3f, 1, 1e6f}, Shape.of(3, 1));
            Tensor numbers = rng.normal(Shape.of(3, 500)).mul(sizes);

            var rounded = SignedBytes.of(numbers, 1);

            assertThat(rounded.scales().shape()).isEqualTo(Shape.of(3, 1));
            assertThat(rounded.bytes().dtype()).isEqualTo(DType.I8);
            Tensor bytes = rounded.bytes().to(DType.F32);
            assertThatTensor(bytes).isCloseTo(numbers.div(rounded.scales()), 0.5001);
            for (int row = 0; row < 3; row++) {
                Tensor some = bytes.narrow(0, row, 1);
                assertThat(Math.max(some.max().item(), -some.min().item())).isEqualTo(127);
            }
        }
    }

    @Test
    void largestNumbersOfBothSignsAndZeroAreExact() {
        Tensor numbers = Tensor.of(new float[] {-3e38f, 0, 3e38f, 0}, Shape.of(1, 4));

        var rounded = SignedBytes.of(numbers, 1);

        assertThat(rounded.bytes().toLongs()).containsExactly(-127, 0, 127, 0);
    }

    @Test
    void nothingButZerosIsZeros() {
        var rounded = SignedBytes.of(Tensor.of(new float[2], Shape.of(1, 2)), 1);

        assertThat(rounded.scales().item()).isPositive();
        assertThat(rounded.bytes().toLongs()).containsOnly(0);
    }
}
