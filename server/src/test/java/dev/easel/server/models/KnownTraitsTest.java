package dev.easel.server.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.catalog.ModelPlace;
import dev.easel.golden.Golden;
import dev.easel.golden.ModelCopy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class KnownTraitsTest {
    private final KnownTraits known = new KnownTraits();

    @Test
    void theEmbeddedModelHasASizeAndKnowsWords() {
        var traits = known.of(new ModelPlace.Embedded()).orElseThrow();

        assertThat(traits.multiple()).isEqualTo(16);
        assertThat(traits.knowledge()).isPresent();
    }

    @Test
    void nothingIsKnownOfABrokenModel(@TempDir Path folder) {
        assertThat(known.of(new ModelPlace.Folder("broken", folder))).isEmpty();
    }

    @Test
    void filesAreReadAgainOnceOneHasChanged(@TempDir Path folder) throws IOException {
        var copy = ModelCopy.of(Golden.folder().resolve("models/sd15"), folder);
        var place = new ModelPlace.Folder("own", copy.folder());
        var words = copy.file("knows.json");
        Files.writeString(words, "{");
        var first = known.of(place).orElseThrow();
        assertThat(first.knowledge()).as("a broken list of words").isEmpty();
        assertThat(known.of(place).orElseThrow()).isSameAs(first);

        Files.writeString(
                words,
                """
                {"objects": ["owl"], "colours": [], "colours_of_objects": [],
                 "backgrounds": [], "styles": [], "forms": []}
                """);

        assertThat(known.of(place).orElseThrow().knowledge().orElseThrow().objects())
                .containsExactly("owl");
    }
}
