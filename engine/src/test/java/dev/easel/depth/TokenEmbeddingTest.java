package dev.easel.depth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.checkpoint.ParameterStore;
import dev.easel.checkpoint.SafetensorsFile;
import dev.easel.checkpoint.Weights;
import dev.easel.depth.DepthConfig.Transformer;
import dev.easel.golden.SafetensorsWriter;
import dev.easel.nn.Activation;
import dev.easel.tensor.DType;
import dev.easel.tensor.Device;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

final class TokenEmbeddingTest {
    private static final DepthConfig CONFIG =
            new DepthConfig(
                    new BackboneConfig(8, List.of(8, 8, 1), List.of(1, 1, 1), 1),
                    new Transformer(1, 1, 1, 1, true, Activation.GELU, 1e-12),
                    2,
                    List.of(),
                    1);

    @TempDir private Path folder;

    @Test
    void positionsOfOtherGridsAreInterpolated() {
        Path file = folder.resolve("embedding.safetensors");
        try (var _ = TensorScope.open();
                var store = new ParameterStore()) {
            SafetensorsWriter.write(
                    file,
                    Map.of(
                            "projection.weight", of(Shape.of(1, 1, 1, 1), 2),
                            "projection.bias", of(Shape.of(1), 1),
                            "cls_token", of(Shape.of(1, 1, 1), 100),
                            "position_embeddings", of(Shape.of(1, 5, 1), 7, 0, 8, 16, 24)));
            try (var source = SafetensorsFile.open(file)) {
                var placement = new Weights.Placement(DType.F32, Device.CPU);
                var embedding = new TokenEmbedding(Weights.of(source, store, placement), CONFIG);

                Tensor features = of(Shape.of(1, 1, 1, 4), 10, 20, 30, 40);
                assertThat(embedding.forward(features).toFloats())
                        .containsExactly(107, 21 + 8, 41 + 10, 61 + 14, 81 + 16);
            }
        }
    }

    private static Tensor of(Shape shape, float... values) {
        return Tensor.of(values, shape);
    }
}
