package dev.easel.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.golden.SafetensorsWriter;
import dev.easel.tensor.DType;
import dev.easel.tensor.Device;
import dev.easel.tensor.Shape;
import dev.easel.tensor.TensorScope;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

class ShardedWeightsTest {
    @TempDir private Path folder;

    private void shard(String file, String key, float value) {
        var bytes = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(value).array();
        var entry = "{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}";
        SafetensorsWriter.write(folder.resolve(file), "{\"%s\":%s}".formatted(key, entry), bytes);
    }

    private ShardedWeights open(String map) throws IOException {
        var index = folder.resolve("model.safetensors.index.json");
        Files.writeString(index, "{\"weight_map\": %s}".formatted(map));
        return ShardedWeights.open(index);
    }

    @Test
    void eachTensorIsReadFromTheFileThatTheIndexNames() throws IOException {
        shard("1.safetensors", "a", 1);
        shard("2.safetensors", "b", 2);
        var one = Shape.of(1);
        try (var weights = open("{\"a\": \"1.safetensors\", \"b\": \"2.safetensors\"}");
                var _ = TensorScope.open()) {
            assertThat(weights.keys()).containsExactlyInAnyOrder("a", "b");
            assertThat(weights.read("a", one, DType.F32, Device.CPU).toFloats()).containsExactly(1);
            assertThat(weights.read("b", one, DType.F32, Device.CPU).toFloats()).containsExactly(2);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\": \"3.safetensors\"} | 3.safetensors is missing or cannot be read",
                "{\"a\": \"nul\\u0000\"}    | \"a\" is \"nul\\u0000\"; expected the name of a file",
                "{\"a\": 1}                 | \"a\" is 1; expected a text",
                "[]                         | \"weight_map\" is []; expected an object",
                "null                       | \"weight_map\" is null; expected an object"
            })
    void anIndexThatCannotBeFollowedIsToldInOneSentence(String map, String message) {
        assertThatThrownBy(() -> open(map).close())
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("\n");
    }

    @Test
    void aTensorThatTheNamedFileLacksIsMissingThere() throws IOException {
        shard("1.safetensors", "a", 1);
        try (var weights = open("{\"b\": \"1.safetensors\"}")) {
            assertThatThrownBy(() -> weights.shape("b", Shape.of(1)))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessage(folder.resolve("1.safetensors") + ": the tensor b is missing");
        }
    }
}
