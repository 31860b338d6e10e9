package dev.easel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.catalog.ModelPlace;
import dev.easel.checkpoint.CheckpointException;
import dev.easel.golden.Golden;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

class ImageSizeTest {
    @Test
    void aModelsConfigurationsSayWhatSidesAreMultiplesOf() {
        assertThat(ImageSize.multipleFor(new ModelPlace.Embedded())).isEqualTo(16);
        for (var model : Golden.modelsWith("model_index.json", "unet", "vae")) {
            assertThat(ImageSize.multipleFor(new ModelPlace.Folder("golden", model)))
                    .isEqualTo(ImageSize.MULTIPLE);
        }
    }

    @Test
    void aFolderThatIsNoModelIsRefused(@TempDir Path folder) {
        var place = new ModelPlace.Folder("nothing", folder);
        assertThatThrownBy(() -> ImageSize.multipleFor(place))
                .isInstanceOf(CheckpointException.class)
                .hasMessage(folder.resolve("model_index.json") + " is missing");
    }
}
