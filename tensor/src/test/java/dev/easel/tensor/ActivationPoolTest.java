package dev.easel.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ActivationPoolTest {
    private static final Shape LARGE = Shape.of(2, 8, 1024, 1024);

    @BeforeEach
    void beginWithNone() {
        ActivationPool.release();
        try (var _ = TensorScope.open()) {
            assumeThat(ActivationPool.empty(LARGE, DType.F32)).isPresent(); // Linux has them
        }
        ActivationPool.release();
    }

    @AfterEach
    void leaveNone() {
        ActivationPool.release();
    }

    @Test
    void onlyLargeMapsHaveSuchMemory() {
        try (var _ = TensorScope.open()) {
            assertThat(ActivationPool.empty(LARGE, DType.BF16)).isEmpty();
            Tensor map = Tensor.emptyMap(LARGE, DType.BF16, Device.CPU);
            assertThat(map.shape()).isEqualTo(LARGE);
        }
    }

    @Test
    void channelsAreInnermost() {
        try (var _ = TensorScope.open()) {
            Tensor map = unfilled();

            assertThat(map.shape()).isEqualTo(LARGE);
            assertThat(map.dtype()).isEqualTo(DType.F32);
            assertThat(addressOf(map.channelsLast())).isEqualTo(addressOf(map));
        }
    }

    @Test
    void whatATensorUsesIsItsAlone() {
        try (var _ = TensorScope.open()) {
            Tensor first = filled(1);
            Tensor lastRow = first.narrow(2, 1023, 1);
            Tensor second = filled(2);

            assertThat(lastRow.mean().item()).isEqualTo(1);
            assertThat(second.mean().item()).isEqualTo(2);
        }
    }

    @Test
    void aPartOfAMapHoldsItsMemory() {
        try (var _ = TensorScope.open()) {
            Tensor part = TensorScope.returning(() -> filled(1).narrow(2, 5, 1));
            filled(2);

            assertThat(part.mean().item()).isEqualTo(1);
        }
    }

    @Test
    void whatIsFreedIsTakenAgain() {
        long first = addressOfFreed();
        assertThat(addressOfFreed()).isEqualTo(first);
    }

    @Test
    void whatIsReleasedGoesBackToTheSystem() {
        addressOfFreed();
        ActivationPool.release();

        try (var _ = TensorScope.open()) {
            Tensor fresh = unfilled();
            assertThat(fresh.max().item()).isZero(); // what the system hands out
        }
    }

    @Test
    void smallerOnesAreReleasedWhereALargeOneIsWanted() {
        addressOfFreed();
        try (var _ = TensorScope.open()) {
            Tensor.emptyMap(Shape.of(5, 8, 1024, 1024), DType.F32, Device.CPU);

            assertThat(unfilled().max().item()).isZero();
        }
    }

    @Test
    void whatIsForgottenOfAMapIsZerosAndTheRestStays() {
        try (var _ = TensorScope.open()) {
            Tensor first = filled(1).narrow(0, 0, 1);
            Tensor other = filled(2);

            ActivationPool.forget(first.narrow(2, 256, 512));

            assertThat(first.narrow(2, 320, 384).max().item()).isZero();
            assertThat(first.narrow(2, 0, 256).min().item()).isEqualTo(1);
            assertThat(first.narrow(2, 768, 256).min().item()).isEqualTo(1);
            assertThat(other.min().item()).isEqualTo(2);
        }
    }

    @Test
    void whatIsNotOfALargeMapIsNotForgotten() {
        try (var _ = TensorScope.open()) {
            filled(1);
            Tensor small = Tensor.zeros(Shape.of(1, 8, 1024, 1024), DType.F32, Device.CPU).add(1);

            ActivationPool.forget(small);

            assertThat(small.min().item()).isEqualTo(1);
        }
    }

    private static Tensor unfilled() {
        return Tensor.emptyMap(LARGE, DType.F32, Device.CPU);
    }

    private static long addressOfFreed() {
        try (var _ = TensorScope.open()) {
            return addressOf(filled(1));
        }
    }

    private static Tensor filled(double value) {
        Tensor map = unfilled();
        map.memory().fill((byte) 0);
        return Ops.addInPlace(map, Tensor.of(new float[] {(float) value}, Shape.of(1)));
    }

    private static long addressOf(Tensor tensor) {
        return tensor.memory().address();
    }
}
