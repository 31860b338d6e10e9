package dev.easel.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.golden.Golden;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

final class ModelFoldersTest {
    private static final Path CHECKPOINT =
            Golden.folder().resolve("single-file/sd15-fp16.safetensors");

    @TempDir private Path root = Path.of("");

    private ModelFolders folders() {
        return new ModelFolders(List.of(root));
    }

    private Path checkpoint(String path) throws IOException {
        return Files.copy(CHECKPOINT, place(path));
    }

    private Path file(String path) throws IOException {
        return Files.writeString(place(path), "{}");
    }

    private Path place(String path) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        return file;
    }

    private Path model(String path) throws IOException {
        Path folder = Files.createDirectories(root.resolve(path));
        Files.writeString(folder.resolve("model_index.json"), "{}");
        return folder;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "checkpoints/",
                "checkpoints/anime/old/",
                "Stable-diffusion/",
                "models/Stable-diffusion/", // A1111
                "models/checkpoints/", // ComfyUI
            })
    void aWholeModelIsFoundByItsName(String shelf) throws IOException {
        Path file = checkpoint(shelf + "my fox_v1.2.safetensors");

        assertThat(folders().others()).containsExactly("my fox_v1.2");
        assertThat(folders().names(Shelf.CHECKPOINTS)).containsExactly("my fox_v1.2");
        assertThat(folders().file(Shelf.CHECKPOINTS, "my fox_v1.2")).contains(file);
        assertThat(folders().find("my fox_v1.2"))
                .isEqualTo(new ModelPlace.File("my fox_v1.2", file));
        assertThat(folders().named("my fox_v1.2.safetensors"))
                .contains(new ModelPlace.File("my fox_v1.2", file));
    }

    @ParameterizedTest
    @CsvSource({
        "LORAS, loras",
        "LORAS, Lora",
        "LORAS, models/Lora/people",
        "LORAS, models/LyCORIS",
        "LORAS, models/loras",
        "VAES, vae",
        "VAES, models/VAE",
        "PREVIEW_DECODERS, vae_approx",
        "PREVIEW_DECODERS, models/VAE-approx",
        "UPSCALERS, upscale_models",
        "UPSCALERS, models/ESRGAN",
        "UPSCALERS, models/RealESRGAN",
        "EMBEDDINGS, embeddings",
        "EMBEDDINGS, models/embeddings",
        "EMBEDDINGS, embeddings/sdxl",
    })
    void filesAreOnTheShelvesOfAllPrograms(Shelf shelf, String folder) throws IOException {
        Path file = file(folder + "/fox.safetensors");
        file(folder + "/fox.preview.png");

        for (var each : Shelf.values()) {
            assertThat(folders().names(each)).isEqualTo(each == shelf ? List.of("fox") : List.of());
        }
        assertThat(folders().file(shelf, "fox")).contains(file);
        assertThat(folders().file(shelf, "wolf")).isEmpty();
        assertThat(folders().others()).isEmpty();
    }

    @Test
    void a1111sFolderOfModelsHasItsEmbeddingsBesideIt() throws IOException {
        checkpoint("webui/models/Stable-diffusion/fox.safetensors");
        Path embedding = file("webui/embeddings/bad-hands.safetensors");

        var folders = new ModelFolders(List.of(root.resolve("webui/models")));
        assertThat(folders.others()).containsExactly("fox");
        assertThat(folders.file(Shelf.EMBEDDINGS, "bad-hands").map(VisibleFiles::real))
                .contains(VisibleFiles.real(embedding));
    }

    @Test
    void whatIsAlikeIsCalledWithItsFolder() throws IOException {
        file("loras/fox.safetensors");
        Path anime = file("loras/styles/anime/fox.safetensors");
        Path photo = file("loras/styles/photo/fox.safetensors");
        Path owl = file("loras/styles/photo/owl.safetensors");

        assertThat(folders().names(Shelf.LORAS))
                .containsExactly("anime/fox", "loras/fox", "owl", "photo/fox");
        assertThat(folders().file(Shelf.LORAS, "anime/fox")).contains(anime);
        assertThat(folders().file(Shelf.LORAS, "styles/photo/fox")).contains(photo);
        assertThat(folders().file(Shelf.LORAS, "photo/owl")).contains(owl);
    }

    @Test
    void modelsInFoldersAndInFilesShareTheirNames() throws IOException {
        Path folder = model("fox");
        Path file = checkpoint("checkpoints/fox.safetensors");
        model("models/diffusers/owl");

        assertThat(folders().others()).containsExactly("checkpoints/fox", "fox", "owl");
        assertThat(folders().named("fox")).contains(new ModelPlace.Folder("fox", folder));
        assertThat(folders().named("checkpoints/fox"))
                .contains(new ModelPlace.File("checkpoints/fox", file));
    }

    @Test
    void severalRootsAreOneAndTheFirstHasTheName() throws IOException {
        Path first = file("a/loras/fox.safetensors");
        file("b/models/Lora/owl.safetensors");
        file("b/models/loras/fox.safetensors");
        model("b/models/sdxl");
        var folders = new ModelFolders(List.of(root.resolve("a"), root.resolve("b")));

        assertThat(folders.names(Shelf.LORAS)).containsExactly("fox", "owl");
        assertThat(folders.file(Shelf.LORAS, "fox")).contains(first);
        assertThat(folders.find("sdxl"))
                .isEqualTo(new ModelPlace.Folder("sdxl", root.resolve("b/models/sdxl")));
        assertThat(folders.first()).isEqualTo(root.resolve("a"));
    }

    @Test
    void eachListedNameIsFound() throws IOException {
        checkpoint("fox.safetensors");
        checkpoint("checkpoints/fox.safetensors");
        checkpoint("checkpoints/a/fox.safetensors");
        checkpoint("Stable-diffusion/a/fox.safetensors");
        checkpoint("models/checkpoints/a/owl.safetensors");
        model("owl");
        var folders = new ModelFolders(List.of(root.resolve("nowhere"), root));

        assertThat(folders.others()).hasSize(6).doesNotHaveDuplicates();
        assertThat(folders.others())
                .allSatisfy(name ->
                        assertThat(folders.named(name))
                                .hasValueSatisfying(
                                        place -> assertThat(place.name()).isEqualTo(name)));
        assertThat(folders.others().stream().map(folders::find).map(ModelPlace::location))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"old", "old.ckpt", "sd-1.5"})
    void picklesAreListedNowhereAndRefusedByName(String name) throws IOException {
        file("Stable-diffusion/old.ckpt");
        file("Stable-diffusion/sd-1.5.ckpt");

        assertThat(folders().others()).isEmpty();
        assertThatThrownBy(() -> folders().find(name))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining(".ckpt is a pickle file")
                .hasMessageContaining("convert it")
                .hasMessageNotContaining(root.toString());
        assertThat(folders().find(KnownModel.of("sd-1.5").orElseThrow())).isEmpty();
    }

    @Test
    void aPickleOnAShelfIsRefusedByName() throws IOException {
        file("embeddings/bad-hands.pt");

        assertThat(folders().names(Shelf.EMBEDDINGS)).isEmpty();
        assertThatThrownBy(() -> folders().file(Shelf.EMBEDDINGS, "bad-hands"))
                .hasMessageStartingWith("bad-hands.pt is a pickle file");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../secret",
                "loras/../../secret",
                "..",
                ".",
                "",
                " ",
                "/etc/passwd",
                "loras",
                "\0",
                "fox/",
                "a\\fox"
            })
    void aNameIsNoPath(String name) throws IOException {
        file("models/loras/fox.safetensors");
        checkpoint("secret.safetensors");
        model("secret");
        var folders = new ModelFolders(List.of(root.resolve("models")));

        assertThat(folders.named(name)).isEmpty();
        assertThat(folders.file(Shelf.LORAS, name)).isEmpty();
    }

    @Test
    void whatIsPutThereIsSeenAtOnce() throws IOException {
        var folders = folders();
        assertThat(folders.names(Shelf.LORAS)).isEmpty();
        file("loras/fox.safetensors");
        assertThat(folders.names(Shelf.LORAS)).containsExactly("fox");
    }

    @Test
    void linksInCirclesHiddenFilesAndWhatIsNoModelAreNoTrouble() throws IOException {
        checkpoint("checkpoints/fox.safetensors");
        file("checkpoints/._fox.safetensors");
        file("checkpoints/.parts/owl.safetensors");
        file("checkpoints/none.safetensors");
        Files.createSymbolicLink(root.resolve("checkpoints/again"), root.resolve("checkpoints"));
        Files.createSymbolicLink(root.resolve("checkpoints/lost"), root.resolve("nowhere"));
        file("checkpoints/folder/model_index.json");
        file("checkpoints/folder/vae/fox.safetensors");

        assertThat(folders().others()).containsExactly("fox");
    }

    @Test
    void aFolderGivenTwiceOrLinkedCountsOnce() throws IOException {
        file("loras/fox.safetensors");
        Files.createSymbolicLink(root.resolve("Lora"), root.resolve("loras"));

        var folders = new ModelFolders(List.of(root, root.resolve("loras/..")));
        assertThat(folders.names(Shelf.LORAS)).containsExactly("fox");
    }

    @ParameterizedTest
    @CsvSource({
        "sd-1.5, sd-1.5",
        "sd, sd-1.5",
        "stable-diffusion-v1-5, sd-1.5",
        "stable-diffusion-xl-beta-v2-2-2, sdxl",
        "my-own, my-own",
    })
    void idsOfTheSameWeightsShareAFolder(String id, String name) throws IOException {
        model("sd-1.5");
        model("sdxl");
        model("my-own");

        var place = folders().find(id);
        assertThat(place).isEqualTo(new ModelPlace.Folder(id, root.resolve(name)));
        assertThat(place.ownName()).isEqualTo(name);
    }

    @Test
    void anIdsOwnFolderComesFirst() throws IOException {
        model("sdxl");
        Path own = model("stable-diffusion-xl-beta-v2-2-2");

        assertThat(folders().find("stable-diffusion-xl-beta-v2-2-2").location()).contains(own);
    }

    @Test
    void aKnownModelMayBeAFile() throws IOException {
        Path file = checkpoint("Stable-diffusion/sd-1.5.safetensors");

        var place = folders().find("stable-diffusion-v1-5");
        assertThat(place).isEqualTo(new ModelPlace.File("stable-diffusion-v1-5", file));
        assertThat(place.ownName()).isEqualTo("sd-1.5");
    }

    @Test
    void theVariableNamesFolders() {
        assertThat(ModelFolders.of(Map.of("EASEL_MODELS", "here" + File.pathSeparator + "there")))
                .isEqualTo(new ModelFolders(List.of(Path.of("here"), Path.of("there"))));
        assertThat(ModelFolders.of(Map.of()).first()).isAbsolute().endsWithRaw(Path.of("models"));
        assertThat(ModelFolders.parse(folders().text())).isEqualTo(folders());
        assertThatThrownBy(() -> ModelFolders.parse(File.pathSeparator))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be a folder");
    }
}
