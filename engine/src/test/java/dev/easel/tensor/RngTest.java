package dev.easel.tensor;

import static dev.easel.tensor.TensorAssert.assertThatTensor;

import dev.easel.checkpoint.JsonConfig;
import dev.easel.golden.Golden;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.stream.Stream;

class RngTest {
    static Stream<JsonConfig> runs() {
        return Golden.cases("rng/rng.json", "runs").stream();
    }

    @ParameterizedTest
    @MethodSource("runs")
    void drawsWhatTorchDraws(JsonConfig run) {
        double atol = Golden.json("rng/rng.json").number("atol");
        long seed = (long) run.number("seed");
        try (var _ = TensorScope.open();
                var rng = Rng.seeded(seed);
                var file = Golden.tensors("rng/rng.safetensors")) {
            for (String key : run.strings("keys")) {
                Tensor expected = Golden.read(file, key);
                assertThatTensor(rng.normal(expected.shape())).isCloseTo(expected, atol);
            }
        }
    }
}
