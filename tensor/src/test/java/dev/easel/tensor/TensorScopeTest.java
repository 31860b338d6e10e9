package dev.easel.tensor;

import static dev.easel.tensor.TensorAssert.assertThatTensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

class TensorScopeTest {
    private static final Shape SHAPE = Shape.of(2);

    @Test
    void freesWhatWasMadeInsideAndLeavesWhatWasPromoted() {
        Tensor promoted;
        Tensor freed;
        try (var _ = TensorScope.open()) {
            try (var scope = TensorScope.open()) {
                freed = Tensor.of(new float[] {1, 2}, SHAPE);
                promoted = scope.promote(freed.add(1));
            }
            assertThat(freed.value().isNull()).isTrue();
            assertThatTensor(promoted).isCloseTo(Tensor.of(new float[] {2, 3}, SHAPE), 0);
        }
        assertThat(promoted.value().isNull()).isTrue();
    }

    @Test
    void keptTensorsLiveUntilTheyAreClosed() {
        Tensor kept;
        try (var _ = TensorScope.open()) {
            kept = Tensor.of(new float[] {1, 2}, SHAPE).keep();
        }
        assertThat(kept.toFloats()).containsExactly(1, 2);
        kept.close();
        assertThat(kept.value().isNull()).isTrue();
    }

    @Test
    void aResultOutsideOfAnyScopeBelongsToTheCaller() {
        Tensor result = TensorScope.returning(() -> Tensor.of(new float[] {1, 2}, SHAPE).mul(2));
        assertThat(result.toFloats()).containsExactly(2, 4);
        result.close();
        assertThat(result.value().isNull()).isTrue();
    }

    @Test
    void aTensorOfAnOuterScopeMayBeReturnedByAnInnerOne() {
        try (var _ = TensorScope.open()) {
            Tensor outer = Tensor.of(new float[] {1, 2}, SHAPE);
            Tensor same = TensorScope.returning(() -> outer);
            assertThat(same.toFloats()).containsExactly(1, 2);
        }
    }

    @Test
    void whileOneIsOpenOperationsOfAPlatformThreadSkipGradients() {
        try (var _ = TensorScope.open()) {
            try (var _ = TensorScope.open()) {
                assertThat(TensorScope.skipsGradients()).isTrue();
            }
            assertThat(TensorScope.skipsGradients()).isTrue();
        }
        assertThat(TensorScope.skipsGradients()).isFalse();
    }

    @Test
    void aVirtualThreadLeavesNothingOnTheThreadThatCarriesIt() throws Exception {
        var skips =
                onVirtualThread(() -> {
                    try (var _ = TensorScope.open()) {
                        return TensorScope.skipsGradients();
                    }
                });
        assertThat(skips).isFalse();
    }

    @Test
    void tensorsOfAPlatformThreadMayBeWrittenToByAVirtualOne() throws Exception {
        try (var _ = TensorScope.open()) {
            Tensor x = Tensor.of(new float[] {-1, 2}, SHAPE);
            Tensor view = x.narrow(0, 0, 1);
            boolean same =
                    onVirtualThread(() -> {
                        try (var _ = TensorScope.open()) {
                            return Ops.addInPlace(view, view) == view;
                        }
                    });
            assertThat(same).isTrue();
            assertThat(x.toFloats()).containsExactly(-2, 2);
        }
    }

    private static <T> T onVirtualThread(Callable<T> work) throws Exception {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            return executor.submit(work).get();
        }
    }
}
