package dev.easel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.adapter.Adapter;
import dev.easel.catalog.FileDigests;
import dev.easel.catalog.ModelFolders;
import dev.easel.checkpoint.SafetensorsFile;
import dev.easel.golden.Golden;
import dev.easel.golden.SafetensorsWriter;
import dev.easel.pictures.RgbImage;
import dev.easel.tensor.DType;
import dev.easel.tensor.Device;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;
import dev.easel.text.inversion.TextualInversion;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;

/** Embeddings in the folders that people have, as prompts name them. */
@Tag("slow")
class EmbeddingsTest {
    private static final TextToImage REQUEST =
            TextToImage.of("a painting").withSize(64, 64).withSteps(1).withSeed(42);

    @TempDir private Path folder = Path.of("");

    private Path shelf = Path.of("");
    private ImageGenerator generator;

    @BeforeEach
    void open() throws IOException {
        shelf = Files.createDirectories(folder.resolve("embeddings"));
        var named = new NamedLoras(new ModelFolders(List.of(folder)));
        generator = TinyModels.sdxl(TinyModels.OPTIONS.withLoras(named));
    }

    @AfterEach
    void close() {
        generator.close();
    }

    private static Path golden(String file) {
        return Golden.folder().resolve("textual-inversion").resolve(file + ".safetensors");
    }

    private void put(String file, String name) throws IOException {
        Path target = shelf.resolve(name + ".safetensors");
        Files.createDirectories(Objects.requireNonNull(target.getParent()));
        Files.copy(golden(file), target);
    }

    private GeneratedImage drawn(String prompt, String negative) {
        var request = REQUEST.withPrompt(prompt).withNegativePrompt(negative);
        return generator.generate(request).getFirst();
    }

    private RgbImage picture(String prompt, String negative) {
        var drawn = drawn(prompt, negative);
        assertThat(drawn.adjustments()).isEmpty();
        return drawn.image();
    }

    @Test
    void aFileIsUsedFromThePictureOnAfterItIsPutThere() throws IOException {
        var words = picture("a painting in Zebra-Style", "");
        put("sdxl/xl-style", "zebra-style");
        var inverted = picture("a painting in Zebra-Style", "");
        assertThat(inverted).isNotEqualTo(words);
        assertThat(picture("a painting in zebra-stylee", "")).isNotEqualTo(inverted);
        Files.delete(shelf.resolve("zebra-style.safetensors"));
        assertThat(picture("a painting in Zebra-Style", "")).isEqualTo(words);
    }

    @Test
    void theRecipeHasTheHashesOfTheOnesThatAreUsed() throws IOException {
        put("sdxl/xl-style", "xl-style");
        put("sdxl/xl-bad", "xl-bad");
        var digests = FileDigests.ofProcess();
        assertThat(drawn("a xl-style painting", "").recipe().text())
                .contains(
                        ", TI hashes: \"xl-style: %s\", Model: "
                                .formatted(
                                        digests.sha256(golden("sdxl/xl-style")).substring(0, 12)));
        assertThat(drawn("a painting", "xl-bad xl-style").recipe().text())
                .containsPattern(
                        "TI hashes: \"xl-bad: \\p{XDigit}{12}, xl-style: \\p{XDigit}{12}\"");
        assertThat(drawn("a painting", "").recipe().text()).doesNotContain("hashes");
    }

    @Test
    void itIsTheSameAsTheEmbeddingOfARequest() throws IOException {
        var request =
                REQUEST.withPrompt("a (xl-style:1.2) painting")
                        .withNegativePrompt("xl-bad, ugly")
                        .withEmbeddings(
                                List.of(
                                        TextualInversion.open(golden("sdxl/xl-style")),
                                        TextualInversion.open(golden("sdxl/xl-bad"))));
        var given = generator.generate(request).getFirst().image();
        put("sdxl/xl-style", "xl-style");
        put("sdxl/xl-bad", "some/folder/xl-bad");
        assertThat(picture("a (xl-style:1.2) painting", "xl-bad, ugly")).isEqualTo(given);
        assertThat(picture("a (xl-style:1.2) painting", "ugly")).isNotEqualTo(given);
    }

    @Test
    void aLoraBringsItsOwn() throws IOException {
        put("sdxl/xl-style", "owl");
        var expected = picture("a owl painting", "");
        Files.delete(shelf.resolve("owl.safetensors"));
        var tensors = new LinkedHashMap<String, Tensor>();
        try (var _ = TensorScope.open();
                var style = SafetensorsFile.open(golden("sdxl/xl-style"))) {
            for (var key : List.of("clip_l", "clip_g")) {
                tensors.put(
                        "bundle_emb.owl." + key,
                        style.read(key, style.shape(key), DType.F32, Device.CPU));
            }
            // Beside a LoRA that changes nothing.
            String layer = "lora_te1_text_model_encoder_layers_0_self_attn_k_proj";
            tensors.put(layer + ".lora_down.weight", Tensor.of(new float[32], Shape.of(1, 32)));
            tensors.put(layer + ".lora_up.weight", Tensor.of(new float[32], Shape.of(32, 1)));
            SafetensorsWriter.write(folder.resolve("fox.safetensors"), tensors);
        }
        var fox = Adapter.open(folder.resolve("fox.safetensors"));
        var request = REQUEST.withPrompt("a owl painting").withNegativePrompt("");

        var drawn = generator.generate(request.withAdapters(List.of(fox.weighing(1)))).getFirst();

        assertThat(drawn.image()).isEqualTo(expected);
        assertThat(drawn.adjustments()).containsExactly("fox changes 1 layers");
        assertThat(picture("a owl painting", "")).isNotEqualTo(expected);
    }

    @Test
    void oneForAnotherKindOfModelStaysAWordAndIsTold() throws IOException {
        var words = picture("emb-fox", "");
        put("sd15/emb-fox", "emb-fox");
        var drawn = drawn("emb-fox", "");
        assertThat(drawn.image()).isEqualTo(words);
        assertThat(drawn.adjustments())
                .containsExactly(
                        "the embedding emb-fox is not used: it is for another kind of model");
        assertThatThrownBy(() ->
                        generator.generate(
                                REQUEST.withEmbeddings(
                                        List.of(TextualInversion.open(golden("sd15/emb-fox"))))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the embedding emb-fox is for another kind of model");
    }

    @Test
    void ofTwoOfOneNameTheOneForTheModelIsUsed() throws IOException {
        put("sdxl/xl-style", "sdxl/hands");
        var alone = picture("hands", "");
        put("sd15/bad-hands", "a/hands");
        assertThat(picture("hands", "")).isEqualTo(alone);
    }

    @Test
    void theWordThatAFileOfDiffusersSaysWorksToo() throws IOException {
        put("sd15/learned_embeds-one", "learned_embeds");
        assertThat(drawn("a <castle>", "").adjustments())
                .containsExactly(
                        "the embedding <castle> is not used: it is for another kind of model");
        assertThat(drawn("a <house>", "").adjustments()).isEmpty();
    }

    @Test
    void picklesAndBrokenFilesStayWordsAndAreTold() throws IOException {
        Files.createFile(shelf.resolve("hands.pt"));
        Files.createFile(shelf.resolve("feet.safetensors"));
        assertThat(drawn("hands (feet)", "").adjustments())
                .containsExactly(
                        "the embedding feet is not used: its file is broken or no embedding",
                        "the embedding hands is not used: its file is a pickle, which is not read"
                                + " (docs/models.md says how to convert it)");
        assertThat(drawn("footprints", "").adjustments()).isEmpty();
    }
}
