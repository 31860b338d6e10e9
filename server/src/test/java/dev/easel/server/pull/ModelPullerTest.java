package dev.easel.server.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.catalog.FileDigests;
import dev.easel.catalog.ModelFolders;
import dev.easel.catalog.Shelf;
import dev.easel.golden.Golden;
import dev.easel.server.pull.ModelPuller.Pulled;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

@Tag("slow")
final class ModelPullerTest {
    private static final String SD15 = "stable-diffusion-v1-5/stable-diffusion-v1-5";
    private static final Path MODEL = Golden.folder().resolve("models/sd15");

    @TempDir private Path root = Path.of("");
    private FileHost host;

    @BeforeEach
    void open() throws IOException {
        host = new FileHost();
    }

    @AfterEach
    void close() throws IOException {
        host.close();
    }

    private Pulled pull(PullRequest request) throws InterruptedException {
        return new ModelPuller(root, TestRepository.settings(host)).pull(request, (_, _) -> {});
    }

    private Pulled pull(String source) throws InterruptedException {
        return pull(PullRequest.of(source));
    }

    @Test
    void aFolderHasWhatEaselLoadsAndNothingElse() throws Exception {
        var repository =
                new TestRepository(host, SD15)
                        .with(MODEL)
                        .with("unet/diffusion_pytorch_model.bin", "pickle")
                        .with("safety_checker/model.safetensors", "x")
                        .with("v1-5-pruned.ckpt", "pickle")
                        .with("README.md", "x")
                        .open();

        var pulled = pull("sd-1.5");
        assertThat(pulled).isEqualTo(new Pulled("sd-1.5", root.resolve("sd-1.5"), true));
        assertThat(TestRepository.names(pulled.path()))
                .containsExactlyInAnyOrder(
                        "model_index.json",
                        "pulled.json",
                        "scheduler/scheduler_config.json",
                        "text_encoder/config.json",
                        "text_encoder/model.safetensors",
                        "tokenizer/merges.txt",
                        "tokenizer/special_tokens_map.json",
                        "tokenizer/tokenizer_config.json",
                        "tokenizer/vocab.json",
                        "unet/config.json",
                        "unet/diffusion_pytorch_model.safetensors",
                        "vae/config.json",
                        "vae/diffusion_pytorch_model.safetensors");
        for (String name : List.of("unet/diffusion_pytorch_model.safetensors", "vae/config.json")) {
            assertThat(pulled.path().resolve(name)).hasBinaryContent(repository.content(name));
        }
        assertThat(new ModelFolders(List.of(root)).find("sd").files().has("unet")).isTrue();
    }

    @Test
    void whatWasPulledIsWrittenDownAndCompared() throws Exception {
        new TestRepository(host, SD15).with(MODEL).open();
        var pulled = pull("sd-1.5");

        var note = PullNote.of(pulled.path()).orElseThrow();
        assertThat(note.source()).isEqualTo(SD15);
        assertThat(note.revision()).contains(TestRepository.COMMIT);
        assertThat(note.licence()).contains("openrail++");
        assertThat(note.files()).hasSize(12);
        assertThat(note.differences(pulled.path())).isEmpty();
        Files.writeString(pulled.path().resolve("vae/config.json"), "{}");
        assertThat(note.differences(pulled.path()))
                .singleElement()
                .asString()
                .startsWith("vae/config.json has 2 bytes");
    }

    @Test
    void whatIsHereIsNotDownloadedAgain() throws Exception {
        new TestRepository(host, SD15).with(MODEL).open();
        pull("sd-1.5");
        int requests = host.paths().size();

        assertThat(pull("sd-1.5").fresh()).isFalse();
        assertThat(host.paths()).hasSize(requests + 1);
    }

    @Test
    void theSmallerPrecisionIsTakenUnlessTheFullOneIsAskedFor() throws Exception {
        var repository = new TestRepository(host, "some/model");
        repository.with(MODEL);
        String unet = "unet/diffusion_pytorch_model";
        repository
                .with(unet + ".fp16-00001-of-00002.safetensors", "one")
                .with(unet + "-00002-of-00002.fp16.safetensors", "two")
                .with(unet + ".safetensors.index.fp16.json", "{}")
                .with("vae/diffusion_pytorch_model.fp16.safetensors", "vae")
                .open();

        assertThat(TestRepository.names(pull("some/model").path()))
                .contains(
                        unet + ".fp16-00001-of-00002.safetensors",
                        unet + "-00002-of-00002.fp16.safetensors",
                        unet + ".safetensors.index.fp16.json",
                        "vae/diffusion_pytorch_model.fp16.safetensors",
                        "text_encoder/model.safetensors")
                .doesNotContain(unet + ".safetensors");
        assertThat(
                        TestRepository.names(
                                pull(PullRequest.of("some/model").withFull().withName("full"))
                                        .path()))
                .contains(unet + ".safetensors", "vae/diffusion_pytorch_model.safetensors")
                .doesNotContain("vae/diffusion_pytorch_model.fp16.safetensors");
    }

    @Test
    void modelsForAFewStepsGetTheirEaselJson() throws Exception {
        new TestRepository(host, "stabilityai/sd-turbo").with(MODEL).open();

        assertThat(pull("sd-turbo").path().resolve("easel.json"))
                .content()
                .contains("\"fewSteps\":\"turbo\"", "\"width\":512");
    }

    @Test
    void aRevisionIsAskedForAndAnEmptyPlaceTold() throws Exception {
        new TestRepository(host, "some/model").with(MODEL).open().list("v1.0%2Fbeta");
        assertThat(pull("some/model@v1.0/beta").name()).isEqualTo("model");
        new TestRepository(host, "other/model").with(MODEL).open();

        assertThatThrownBy(() -> pull("other/model"))
                .hasMessageContaining("is here already, from some/model")
                .hasMessageContaining("--name");
    }

    @ParameterizedTest
    @CsvSource({
        "single-file/sd15-fp16.safetensors, checkpoints",
        "upscale/x4.safetensors, upscale_models",
        "upscale/compact-x2.safetensors, upscale_models",
        "models/sd15/vae/diffusion_pytorch_model.safetensors, vae",
    })
    void aFileGoesOntoTheShelfOfItsKind(String golden, String shelf) throws Exception {
        var content = Files.readAllBytes(Golden.folder().resolve(golden));
        new TestRepository(host, "some/files").with("sub folder/fox.safetensors", content).open();

        var pulled = pull("some/files:sub folder/fox.safetensors");
        assertThat(pulled.path()).isEqualTo(root.resolve(shelf).resolve("fox.safetensors"));
        assertThat(pulled.path()).hasBinaryContent(content);
        assertThat(PullNote.of(pulled.path()).orElseThrow().differences(pulled.path())).isEmpty();
        assertThat(FileDigests.ofProcess().known(pulled.path()))
                .contains(TestRepository.sha256(content));
        assertThat(pull("some/files:sub folder/fox.safetensors").fresh()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "lora_unet_mid.lora_up.weight, loras",
        "emb_params, embeddings",
        "1.conv.0.weight, vae_approx",
    })
    void adaptersEmbeddingsAndPreviewDecodersToo(String tensor, String shelf) throws Exception {
        new TestRepository(host, "anna/fox-lora")
                .with("pytorch_lora_weights.safetensors", TestRepository.safetensors(tensor, 4))
                .with("README.md", "x")
                .open();

        assertThat(pull("anna/fox-lora").path())
                .isEqualTo(root.resolve(shelf).resolve("fox-lora.safetensors"));
    }

    @Test
    void theKindMayBeGivenAndMustBeWhereItIsNotKnown() throws Exception {
        new TestRepository(host, "some/files")
                .with("fox.safetensors", TestRepository.safetensors("fox.of.no.kind", 4))
                .open();

        assertThatThrownBy(() -> pull("some/files"))
                .hasMessageContaining("of no kind that Easel knows")
                .hasMessageContaining("--kind");
        assertThat(pull(PullRequest.of("some/files").withShelf(Shelf.VAES)).path())
                .isEqualTo(root.resolve("vae/fox.safetensors"));
        assertThat(
                        host.requests(
                                "/some/files/resolve/%s/fox.safetensors"
                                        .formatted(TestRepository.COMMIT)))
                .hasSize(1);
    }

    @Test
    void aFileOfTheWebIsCalledAsItsServerSays() throws Exception {
        byte[] content = TestRepository.safetensors("emb_params", 4);
        host.on(
                "/download/77?token=secret",
                FileHost.file(
                        content, "Content-Disposition: attachment; filename=\"fox.safetensors\""));
        var request =
                PullRequest.of(host.address() + "/download/77?token=secret")
                        .withSha256(TestRepository.sha256(content));

        var pulled = pull(request);
        assertThat(pulled.path()).isEqualTo(root.resolve("embeddings/fox.safetensors"));
        assertThat(PullNote.of(pulled.path()).orElseThrow().source()).doesNotContain("secret");
    }

    @Test
    void progressIsToldUpToTheEnd() throws Exception {
        var repository = new TestRepository(host, SD15).with(MODEL).open();
        var seen = new ArrayList<Long>();

        new ModelPuller(root, TestRepository.settings(host))
                .pull(
                        PullRequest.of("sd-1.5"),
                        (done, total) -> {
                            assertThat(done).isLessThanOrEqualTo(total);
                            seen.add(done);
                        });
        assertThat(seen)
                .isSorted()
                .last()
                .satisfies(done ->
                        assertThat(done)
                                .isGreaterThan(
                                        repository.content(
                                                        "unet/diffusion_pytorch_model.safetensors")
                                                .length));
    }
}
