package dev.easel.server.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.catalog.ModelPlace;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

class SizeMultipleTest {
    @Test
    void itIsTheEngines() {
        assertThat(SizeMultiple.of(new ModelPlace.Embedded())).isEqualTo(16);
    }

    @Test
    void loadingTellsWhatIsWrongWithAModel(@TempDir Path folder) {
        assertThat(SizeMultiple.of(new ModelPlace.Folder("broken", folder))).isEqualTo(8);
    }
}
