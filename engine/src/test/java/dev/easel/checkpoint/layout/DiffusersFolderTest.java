package dev.easel.checkpoint.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.golden.SafetensorsWriter;
import dev.easel.tensor.Shape;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class DiffusersFolderTest {
    @TempDir private Path folder;

    private DiffusersFolder withIndex(String json) throws IOException {
        Files.writeString(folder.resolve("model_index.json"), json);
        return DiffusersFolder.open(folder);
    }

    @Test
    void aModelIsCalledAsItsFolderIsHoweverThePathIsWritten() throws IOException {
        var named = Files.createDirectory(folder.resolve("fox"));
        Files.writeString(named.resolve("model_index.json"), "{}");
        assertThat(DiffusersFolder.open(named.resolve("..").resolve("fox")).name())
                .isEqualTo("fox");
    }

    @Test
    void theRootOfAFileSystemIsNoModel() {
        var root = folder.toAbsolutePath().getRoot();
        assertThatThrownBy(() -> DiffusersFolder.open(root))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("model_index.json is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"x\": null}", "{\"x\": [null, null]}", "{\"x\": []}"})
    void aPartWithoutAClassIsNotThere(String index) throws IOException {
        assertThat(withIndex(index).has("x")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\"diffusers\", \"Other\"]", "[\"Known\"]", "[]", "\"Known\"", "null"})
    void aPartOfAnUnknownClassIsRefused(String entry) throws IOException {
        var model = withIndex("{\"x\": %s}".formatted(entry));
        assertThatThrownBy(() -> model.tokenizer("x", "Known", "KnownFast"))
                .isInstanceOf(CheckpointException.class)
                .hasMessageStartingWith(
                        folder.resolve("model_index.json")
                                + ": \"x\" is "
                                + entry.replace(" ", ""));
    }

    @ParameterizedTest
    @CsvSource({"transformers, model", "diffusers, diffusion_pytorch_model"})
    void theFullWeightsAreTakenBeforeTheVariant(String library, String stem) throws IOException {
        var model = withIndex("{\"x\": [\"%s\", \"Known\"]}".formatted(library));
        var part = Files.createDirectory(folder.resolve("x"));
        Files.writeString(part.resolve(stem + ".fp16.safetensors"), "");
        assertThatThrownBy(() -> model.weights("x").close())
                .hasMessageContaining(stem + ".fp16.safetensors is no safetensors file");
        Files.writeString(part.resolve(stem + ".safetensors"), "");
        assertThatThrownBy(() -> model.weights("x").close())
                .hasMessageContaining(stem + ".safetensors is no safetensors file");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".safetensors.index.json",
                ".safetensors.index.fp16.json",
                ".safetensors.fp16.index.json",
                ".fp16.safetensors.index.json"
            })
    void shardsAreFoundByTheirIndexAsVariantsToo(String index) throws IOException {
        var model = withIndex("{\"x\": [\"diffusers\", \"Known\"]}");
        var part = Files.createDirectory(folder.resolve("x"));
        String map = "";
        for (int i = 1; i <= 2; i++) {
            String shard = "diffusion_pytorch_model.fp16-0000%d-of-00002.safetensors".formatted(i);
            String header =
                    "{\"t%d\":{\"dtype\":\"F16\",\"shape\":[1],\"data_offsets\":[0,2]}}"
                            .formatted(i);
            SafetensorsWriter.write(part.resolve(shard), header, new byte[2]);
            map += (i == 1 ? "" : ",") + "\"t%d\":\"%s\"".formatted(i, shard);
        }
        Files.writeString(
                part.resolve("diffusion_pytorch_model" + index),
                "{\"weight_map\":{%s}}".formatted(map));
        try (var weights = model.weights("x")) {
            assertThat(weights.keys()).containsExactlyInAnyOrder("t1", "t2");
            assertThat(weights.shape("t2", Shape.of())).isEqualTo(Shape.of(1));
        }
    }
}
