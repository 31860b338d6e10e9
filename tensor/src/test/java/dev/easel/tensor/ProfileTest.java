package dev.easel.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProfileTest {
    @Test
    void countsTheOperationsOfTheWorkAlone() {
        try (var _ = TensorScope.open()) {
            Tensor x = Tensor.of(new float[] {1, 2}, Shape.of(2));
            var costs =
                    Profile.of(() -> {
                        Ops.relu(x).add(x);
                        Ops.relu(x);
                    });
            Ops.relu(x);

            assertThat(costs.values().stream().mapToLong(Profile.Cost::calls).sum()).isEqualTo(3);
            assertThat(costs.values()).allSatisfy(cost -> assertThat(cost.nanos()).isPositive());
        }
    }
}
