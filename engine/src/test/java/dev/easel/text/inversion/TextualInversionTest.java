package dev.easel.text.inversion;

import static dev.easel.tensor.TensorAssert.assertThatTensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.golden.SafetensorsWriter;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

class TextualInversionTest {
    @TempDir private Path folder;

    @Test
    void aTensorOfOneDimensionIsOneVectorUnderTwoWords() {
        try (var _ = TensorScope.open()) {
            var inversion = written("thing", Map.of("<castle>", tensor(1, 2, 3)));
            assertThat(inversion.name()).isEqualTo("thing");
            assertThat(inversion.words()).containsExactly("thing", "<castle>");
            assertThat(inversion.count()).isEqualTo(1);
            assertThatTensor(inversion.read(0)).isSameAs(tensor(1, 2, 3).reshape(1, 3));
        }
    }

    @Test
    void theNameOfA1111sTensorIsNoWord() {
        try (var _ = TensorScope.open()) {
            assertThat(written("fox", Map.of("emb_params", tensor(1, 2))).words())
                    .containsExactly("fox");
        }
    }

    @Test
    void aPairIsForModelsWithTwoTextModelsOfItsWidths() {
        try (var _ = TensorScope.open()) {
            var pair = written("pair", Map.of("clip_g", tensor(1, 2, 3), "clip_l", tensor(4, 5)));
            assertThat(pair.fits(List.of(2, 3))).isTrue();
            assertThat(pair.fits(List.of(3, 2))).isFalse();
            assertThat(pair.fits(List.of(2))).isFalse();
            assertThatTensor(pair.read(1)).isSameAs(tensor(1, 2, 3).reshape(1, 3));
            assertThatThrownBy(() -> pair.requireFit("sd15", List.of(2)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "the embedding pair is for another kind of model: its vectors have a"
                                    + " width of 2 and 3, those of sd15 have 2");
        }
    }

    @Test
    void pairsOfDifferentNumbersAreRefused() {
        try (var _ = TensorScope.open()) {
            var two = tensor(1, 2, 3, 4).reshape(2, 2);
            assertThatThrownBy(() -> written("odd", Map.of("clip_l", tensor(1, 2), "clip_g", two)))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageContaining("clip_l has 1 vectors and clip_g 2");
        }
    }

    @Test
    void filesOfOtherTensorsAreRefused() {
        try (var _ = TensorScope.open()) {
            assertThatThrownBy(() -> written("two", Map.of("a", tensor(1), "b", tensor(2))))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageContaining("two.safetensors is no embedding")
                    .hasMessageContaining("2 tensors, such as a, b");
            var deep = tensor(1, 2, 3, 4).reshape(1, 2, 2);
            assertThatThrownBy(() -> written("deep", Map.of("a", deep)))
                    .hasMessageContaining("it has a, F32 [1, 2, 2]");
            assertThatThrownBy(() -> written("none", Map.of()))
                    .hasMessageContaining("it has 0 tensors");
        }
    }

    @Test
    void notANumberIsRefusedWhenItIsRead() {
        try (var _ = TensorScope.open()) {
            var broken = written("nan", Map.of("emb_params", tensor(1, Float.NaN)));
            assertThatThrownBy(() -> broken.read(0))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageContaining("emb_params holds NaN or infinity");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fox.pt", "fox.bin"})
    void picklesAreRefusedWithTheWayOut(String name) throws IOException {
        Path pickle = Files.createFile(folder.resolve(name));
        assertThatThrownBy(() -> TextualInversion.open(pickle))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("is a pickle file")
                .hasMessageContaining("docs/models.md says how");
    }

    private TextualInversion written(String name, Map<String, Tensor> tensors) {
        Path file = folder.resolve(name + ".safetensors");
        SafetensorsWriter.write(file, tensors);
        return TextualInversion.open(file);
    }

    private static Tensor tensor(float... values) {
        return Tensor.of(values, Shape.of(values.length));
    }
}
