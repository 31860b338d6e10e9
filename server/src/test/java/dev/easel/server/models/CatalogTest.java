package dev.easel.server.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.catalog.ModelFolders;
import dev.easel.golden.Golden;
import dev.easel.model.Precision;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

@Tag("slow")
final class CatalogTest {
    @TempDir private Path a1111 = Path.of("");
    @TempDir private Path comfy = Path.of("");

    private Catalog catalog() {
        return new Catalog(
                new ModelSettings(
                        a1111 + File.pathSeparator + comfy,
                        Optional.empty(),
                        false,
                        Precision.F32,
                        false,
                        Optional.empty()),
                new KnownTraits());
    }

    private static void put(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.copy(Golden.folder().resolve("single-file/sd15-fp16.safetensors"), file);
    }

    @Test
    void eachListedNameIsServedUnderItself() throws IOException {
        put(a1111.resolve("models/Stable-diffusion/fox.safetensors"));
        put(a1111.resolve("models/Stable-diffusion/old/fox.safetensors"));
        put(comfy.resolve("models/checkpoints/owl.safetensors"));
        put(comfy.resolve("models/checkpoints/sd-1.5.safetensors"));
        var catalog = catalog();

        var names = new ModelFolders(List.of(a1111, comfy)).others();
        assertThat(names).containsExactly("Stable-diffusion/fox", "old/fox", "owl");
        assertThat(names)
                .allSatisfy(
                        name -> assertThat(catalog.choose(name).source().name()).isEqualTo(name));
        assertThat(catalog.choose("sd").source().name()).isEqualTo("sd-1.5");
        assertThat(catalog.choose("sd").note()).contains("sd is served by sd-1.5");
        assertThat(catalog.ready()).contains("sd", "sd-1.5", "stable-diffusion-v1-5");
        assertThat(catalog.names())
                .containsAll(names)
                .containsAll(catalog.ready())
                .doesNotHaveDuplicates();
    }

    @Test
    void aPickleIsRefusedWithoutThePathOfTheServer() throws IOException {
        put(comfy.resolve("models/checkpoints/old.ckpt"));

        assertThatThrownBy(() -> catalog().choose("old"))
                .isInstanceOf(MissingModelException.class)
                .hasMessageStartingWith("old.ckpt is a pickle file")
                .hasMessageNotContaining(comfy.toString());
        assertThatThrownBy(() -> catalog().choose("../old"))
                .hasMessage("The specified engine (ID ../old) was not found.");
    }

    @Test
    void whatIsWrongWithAModelIsLeftToItsLoading() throws IOException {
        Files.createDirectories(comfy.resolve("broken"));
        Files.writeString(comfy.resolve("broken/model_index.json"), "{");

        var choice = catalog().choose("broken");

        assertThat(choice.multiple()).isEqualTo(8);
        assertThat(choice.defaults(List.of()).size()).hasToString("512x512");
        assertThat(choice.notes("a fox")).isEmpty();
    }
}
