package dev.easel.checkpoint.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.checkpoint.CheckpointException;

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
}
