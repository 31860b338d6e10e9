package dev.easel.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.profiled.Layer;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.concurrent.CompletableFuture;

class ProfileTest {
    private final Tensor x = Tensor.of(new float[] {1, 2}, Shape.of(2));

    @Test
    void operationsAreCountedByTheLayersThatAskForThem() {
        try (var _ = TensorScope.open()) {
            var costs =
                    Profile.of(() -> {
                        var outer = new Layer.Outer(new Layer.Inner());
                        outer.forward(x);
                        outer.forward(x);
                    });

            assertThat(costs.keySet())
                    .containsExactlyInAnyOrder(
                            List.of("Layer.Outer", "add"),
                            List.of("Layer.Outer", "Layer.Inner", "relu"),
                            List.of("Layer.Outer", "Layer.Inner", "mul"));
            assertThat(costs.values())
                    .allSatisfy(cost -> {
                        assertThat(cost.calls()).isEqualTo(2);
                        assertThat(cost.nanos()).isPositive();
                    });
        }
    }

    @Test
    void whatStandsForAnotherIsNotNamed() {
        try (var _ = TensorScope.open()) {
            var outer = new Layer.Outer(new Layer.Passing(new Layer.Inner()));

            assertThat(Profile.of(() -> outer.forward(x)))
                    .containsKey(List.of("Layer.Outer", "Layer.Inner", "relu"))
                    .hasSize(3);
        }
    }

    @Test
    void operationsBeforeAndAfterTheWorkAndOfOtherThreadsDoNotCount() {
        try (var _ = TensorScope.open()) {
            Ops.relu(x);
            var costs =
                    Profile.of(() -> {
                        Ops.relu(x);
                        CompletableFuture.runAsync(() -> relu(x)).join();
                    });
            Ops.relu(x);

            assertThat(costs.values().stream().mapToLong(Profile.Cost::calls).sum()).isEqualTo(1);
        }
    }

    @Test
    void severalThreadsMayMakeProfiles() {
        try (var _ = TensorScope.open()) {
            var costs =
                    Profile.of(() -> {
                        var other =
                                CompletableFuture.supplyAsync(() -> Profile.of(() -> relu(x)))
                                        .join();
                        assertThat(other).hasSize(1);
                        Ops.relu(x);
                    });

            assertThat(costs).hasSize(1);
        }
    }

    private static void relu(Tensor x) {
        try (var _ = TensorScope.open()) {
            Ops.relu(x);
        }
    }
}
