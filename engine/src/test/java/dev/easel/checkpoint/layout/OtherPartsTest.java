package dev.easel.checkpoint.layout;

import static dev.easel.tensor.TensorAssert.assertThatTensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.golden.Golden;
import dev.easel.tensor.DType;
import dev.easel.tensor.Device;
import dev.easel.tensor.Shape;
import dev.easel.tensor.TensorScope;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Models of which one part is elsewhere: a UNet alone with a base, another VAE. */
@Tag("slow")
class OtherPartsTest {
    private static final Path SD15 = Golden.folder().resolve("models/sd15");
    private static final Path SDXL = Golden.folder().resolve("models/sdxl");
    private static final Path WHOLE = Golden.folder().resolve("single-file/sd15.safetensors");
    private static final Path GGUF = Golden.folder().resolve("gguf/sd15-comfyui.gguf");
    private static final String WEIGHTS = "diffusion_pytorch_model.safetensors";

    @TempDir private Path folder;

    private static SingleFileOptions withBase(Path base) {
        return SingleFileOptions.NONE.withBase(ModelFiles.open(base));
    }

    private static void requireSame(ModelFiles found, ModelFiles expected, String part) {
        try (var one = found.weights(part);
                var other = expected.weights(part)) {
            assertThat(one.keys()).containsExactlyInAnyOrderElementsOf(other.keys());
            for (var key : other.keys()) {
                try (var _ = TensorScope.open()) {
                    var shape = other.shape(key, Shape.of());
                    assertThat(one.shape(key, shape)).isEqualTo(shape);
                    assertThatTensor(one.read(key, shape, DType.F32, Device.CPU))
                            .isSameAs(other.read(key, shape, DType.F32, Device.CPU));
                }
            }
        }
    }

    @Test
    void aUNetAloneHasTheOtherPartsOfItsBase() {
        var model = ModelFiles.open(SD15.resolve("unet").resolve(WEIGHTS), withBase(SD15));
        var base = ModelFiles.open(SD15);
        requireSame(model, base, "unet");
        requireSame(model, base, "vae");
        requireSame(model, base, "text_encoder");
        assertThat(model.name()).isEqualTo("diffusion_pytorch_model");
        assertThat(model.notes()).last().asString().contains("the other parts are those of sd15");
    }

    @Test
    void itsBaseMayBeASingleFile() {
        var configured = ModelFiles.open(WHOLE, SingleFileOptions.NONE.withConfigs(SD15));
        var model = ModelFiles.open(GGUF, SingleFileOptions.NONE.withBase(configured));
        requireSame(model, configured, "vae");
        assertThat(model.config("unet").integer("in_channels")).isEqualTo(4);
    }

    @Test
    void withoutABaseItSaysWhatIsMissing() {
        assertThatThrownBy(() -> ModelFiles.open(GGUF))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("is a UNet without text models and VAE")
                .hasMessageContaining("--base MODEL");
    }

    @Test
    void aBaseOfAnotherFamilyIsRefused() {
        assertThatThrownBy(() -> ModelFiles.open(GGUF, withBase(SDXL)))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("expected a base of the same family");
    }

    @Test
    void aWholeModelTakesNoBase() {
        assertThatThrownBy(() -> ModelFiles.open(WHOLE, withBase(SD15)))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("has all parts of a model");
    }

    @Test
    void aUNetAloneTakesNoConfigurationsBesideItsBase() {
        assertThatThrownBy(() -> ModelFiles.open(GGUF, withBase(SD15).withConfigs(SD15)))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("configurations of its base");
    }

    @Test
    void aVaeIsTakenFromAFolderAFileOrACheckpoint() {
        var model = ModelFiles.open(SD15);
        for (var vae :
                new Path[] {
                    SD15, SD15.resolve("vae"), SD15.resolve("vae").resolve(WEIGHTS), WHOLE
                }) {
            var other = ModelFiles.open(SDXL).withVae(vae);
            requireSame(other, model, "vae");
            requireSame(other, ModelFiles.open(SDXL), "unet");
            assertThat(other.otherVae()).contains(String.valueOf(vae.getFileName()));
            assertThat(other.name()).isEqualTo("sdxl");
        }
        assertThat(model.otherVae()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"vae.ckpt", "vae.pt", "vae.vae.pt"})
    void aVaeInAPickleIsRefusedWithTheWayOut(String name) throws IOException {
        Path file = Files.createFile(folder.resolve(name));
        assertThatThrownBy(() -> ModelFiles.open(SD15).withVae(file))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("is a pickle file")
                .hasMessageContaining("convert it");
    }

    @Test
    void aFileWithoutAVaeIsRefused() throws IOException {
        var model = ModelFiles.open(SD15);
        assertThatThrownBy(() -> model.withVae(GGUF))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("has no VAE; expected tensors");
        Path text = Files.createFile(folder.resolve("vae.txt"));
        assertThatThrownBy(() -> model.withVae(text)).hasMessageContaining("is no VAE; expected");
        assertThatThrownBy(() -> model.withVae(folder.resolve("none.safetensors")))
                .hasMessageContaining("is missing or cannot be read");
        assertThatThrownBy(() -> model.withVae(folder).config("vae"))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("config.json is missing");
    }
}
