package dev.easel.server.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.server.pull.ModelPuller.Pulled;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CancellationException;

/** Servers that stall, cut off, refuse and lie. */
@Tag("slow")
final class PullFailuresTest {
    private static final String FILE = "fox.safetensors";
    private static final byte[] CONTENT = TestRepository.safetensors("emb_params", 20_000);
    private static final int HALF = 40_000;

    @TempDir private Path root = Path.of("");
    private FileHost host;
    private TestRepository repository;

    @BeforeEach
    void open() throws IOException {
        host = new FileHost();
        repository = new TestRepository(host, "some/files").with(FILE, CONTENT).open();
    }

    @AfterEach
    void close() throws IOException {
        host.close();
    }

    private Pulled pull(PullSettings settings) throws InterruptedException {
        return new ModelPuller(root, settings).pull(PullRequest.of("some/files"), (_, _) -> {});
    }

    private Pulled pull() throws InterruptedException {
        return pull(TestRepository.settings(host));
    }

    private String place() {
        return repository.place(FILE);
    }

    private Path part() {
        return root.resolve(".pull/fox/fox.safetensors.part");
    }

    private void assertWhole(Pulled pulled) throws IOException {
        assertThat(pulled.path()).hasBinaryContent(CONTENT);
        assertThat(TestRepository.names(root))
                .containsExactlyInAnyOrder(
                        ".pull/fox.lock", "embeddings/fox.pulled.json", "embeddings/" + FILE);
    }

    @Test
    void aBrokenConnectionIsGoneOnWith() throws Exception {
        host.on(place(), FileHost.cutOff(CONTENT, HALF), FileHost.file(CONTENT));

        assertWhole(pull());
        assertThat(host.requests(place()).getLast().header("range")).isEqualTo("bytes=40000-");
    }

    @Test
    void aServerThatStallsIsLeft() throws Exception {
        host.on(place(), host.silent(), host.stalled(CONTENT, HALF), FileHost.file(CONTENT));

        assertWhole(pull());
        assertThat(host.requests(place())).hasSize(3);
    }

    @Test
    void aServerThatBeginsAgainIsTakenFromTheBeginning() throws Exception {
        host.on(place(), FileHost.cutOff(CONTENT, HALF), FileHost.whole(CONTENT));

        assertWhole(pull());
    }

    @Test
    void aServerThatAlwaysCutsOffIsGivenUpAndTheRestKept() throws Exception {
        host.on(place(), FileHost.cutOff(CONTENT, HALF));

        assertThatThrownBy(this::pull)
                .isInstanceOf(PullException.class)
                .hasMessageStartingWith(
                        "fox.safetensors cannot be downloaded: the connection broke")
                .hasMessageContaining("the same command goes on");
        assertThat(part()).hasSize(HALF);
        host.on(place(), FileHost.file(CONTENT));
        assertWhole(pull());
        assertThat(host.requests(place()).getLast().header("range")).isEqualTo("bytes=40000-");
    }

    @ParameterizedTest
    @ValueSource(strings = {"stalled", "silent"})
    void aServerThatIsSilentForGoodIsToldOf(String how) {
        host.on(place(), how.equals("silent") ? host.silent() : host.stalled(CONTENT, HALF));

        assertThatThrownBy(this::pull)
                .isInstanceOf(PullException.class)
                .hasMessageStartingWith("fox.safetensors cannot be downloaded: ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | GatedRepo | some/files is gated: ask for access at",
                "401 | '' | is not there, or is private or gated",
                "403 | '' | some/files is gated",
                "404 | '' | there is no some/files at",
                "404 | RevisionNotFound | has no revision main",
                "500 | '' | answers 500",
                "429 | '' | answers 429",
                "418 | '' | answers 418",
            })
    void refusalsOfTheListingAreSentences(int status, String code, String sentence) {
        host.on(
                "/api/models/some/files/revision/main?blobs=true",
                FileHost.status(status, "X-Error-Code: " + code));

        assertThatThrownBy(this::pull)
                .isInstanceOf(PullException.class)
                .hasMessageContaining(sentence)
                .hasMessageContaining(host.address())
                .hasMessageNotContaining("hf_secret");
        assertThat(host.paths()).hasSize(status == 500 || status == 429 ? 3 : 1);
    }

    @ParameterizedTest
    @CsvSource({
        "401, 1, private or gated",
        "403, 1, some/files is gated",
        "404, 1, answers 404",
        "429, 3, answers 429",
        "500, 3, answers 500",
    })
    void refusalsOfAFileToo(int status, int requests, String sentence) {
        host.on(place(), FileHost.status(status));

        assertThatThrownBy(this::pull)
                .isInstanceOf(PullException.class)
                .hasMessageContaining(sentence);
        assertThat(host.requests(place())).hasSize(requests);
    }

    @Test
    void aServerThatAsksToWaitIsWaitedForUnlessItIsTooLong() throws Exception {
        host.on(place(), FileHost.status(429, "Retry-After: 9999"));
        assertThatThrownBy(this::pull).hasMessageContaining("asks to come again in 9999 s");

        host.on(
                place(),
                FileHost.status(429, "Retry-After: 0"),
                FileHost.status(503, "Retry-After: Wed, 21 Oct 2015 07:28:00 GMT"),
                FileHost.file(CONTENT));
        assertWhole(pull());
    }

    @Test
    void anotherContentThanPromisedIsDeleted() {
        byte[] other = CONTENT.clone();
        other[HALF]++;
        host.on(place(), FileHost.file(other));

        assertThatThrownBy(this::pull)
                .isInstanceOf(PullException.class)
                .hasMessageContaining("fox.safetensors is not what was promised: its SHA-256");
        assertThat(part()).doesNotExist();
        assertThat(root.resolve("embeddings")).doesNotExist();
    }

    @Test
    void aPartOfAnotherVersionIsDownloadedAgain() throws Exception {
        Files.createDirectories(part().getParent());
        Files.write(part(), new byte[HALF]);

        assertWhole(pull());
        assertThat(host.requests(place())).hasSize(2);
    }

    @Test
    void aPartThatIsTooLongIsDownloadedAgain() throws Exception {
        Files.createDirectories(part().getParent());
        Files.write(part(), new byte[CONTENT.length + 1]);

        assertWhole(pull());
    }

    @Test
    void lengthsThatLieAreFoundOut() {
        byte[] longer = Arrays.copyOf(CONTENT, CONTENT.length + 100_000);
        host.on(place(), FileHost.file(longer));
        assertThatThrownBy(this::pull).hasMessageContaining("is longer than the");
        assertThat(part()).doesNotExist();

        host.on(place(), FileHost.file(Arrays.copyOf(CONTENT, HALF)));
        assertThatThrownBy(this::pull)
                .isInstanceOf(PullException.class)
                .hasMessageStartingWith("fox.safetensors cannot be downloaded: ");
    }

    @Test
    void theTokenGoesToTheEndpointAlone() throws Exception {
        try (var elsewhere = new FileHost()) {
            elsewhere.on("/cdn?signed", FileHost.file(CONTENT));
            host.on(
                    place(),
                    FileHost.status(302, "Location: " + elsewhere.address() + "/cdn?signed"));

            assertWhole(pull());
            assertThat(host.requests(place()).getFirst().header("authorization"))
                    .isEqualTo("Bearer hf_secret");
            assertThat(elsewhere.requests("/cdn?signed").getFirst().header("authorization"))
                    .isEmpty();
        }
    }

    @Test
    void redirectsInACircleEnd() {
        host.on(place(), FileHost.status(302, "Location: " + place()));

        assertThatThrownBy(this::pull).hasMessageContaining("leads in a circle");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../evil.safetensors", "a/../../b", "/etc/passwd", "a\\\\b", "C:x", "a//b"})
    void aListingThatLeavesTheFolderIsRefused(String path) {
        host.on(
                "/api/models/some/files/revision/main?blobs=true",
                FileHost.text(
                        "{\"sha\":\"%s\",\"siblings\":[{\"rfilename\":\"%s\",\"size\":1}]}"
                                .formatted(TestRepository.COMMIT, path)));

        assertThatThrownBy(this::pull)
                .isInstanceOf(PullException.class)
                .hasMessageContaining("must stay in its folder");
        assertThat(root).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "{\"sha\":\"x\",\"siblings\":[]}", "<html>"})
    void aListingThatIsNoneIsToldOf(String listing) {
        host.on("/api/models/some/files/revision/main?blobs=true", FileHost.text(listing));

        assertThatThrownBy(this::pull).isInstanceOf(PullException.class);
    }

    @Test
    void aFullDiskIsToldOfBefore() {
        var usual = TestRepository.settings(host);
        var full =
                new PullSettings(
                        usual.endpoint(),
                        usual.token(),
                        usual.patience(),
                        3,
                        usual.delay(),
                        _ -> 9);

        assertThatThrownBy(() -> pull(full))
                .isInstanceOf(PullException.class)
                .hasMessageContaining("GB more, and the disk of");
        assertThat(host.requests(place())).isEmpty();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aDiskThatFillsUpIsToldOf() throws Exception {
        Files.createDirectories(part().getParent());
        Files.createSymbolicLink(part(), Path.of("/dev/full"));

        assertThatThrownBy(this::pull)
                .isInstanceOf(PullException.class)
                .hasMessageStartingWith("the disk is full");
    }

    @Test
    void whoStopsItGoesOnLater() throws Exception {
        host.on(place(), host.stalled(CONTENT, HALF));
        var puller = new ModelPuller(root, TestRepository.settings(host));
        assertThatThrownBy(() ->
                        puller.pull(
                                PullRequest.of("some/files"),
                                (done, _) -> {
                                    if (done == HALF) {
                                        throw new CancellationException();
                                    }
                                }))
                .isInstanceOf(CancellationException.class);
        assertThat(part()).hasSize(HALF);
        host.on(place(), FileHost.file(CONTENT));

        assertWhole(pull());
        assertThat(host.requests(place()).getLast().header("range")).isEqualTo("bytes=40000-");
    }

    @Test
    void whatAnotherProcessDownloadsIsLeftToIt() throws Exception {
        try (var _ = Staging.open(root, "fox")) {
            assertThatThrownBy(this::pull).hasMessageContaining("being downloaded already");
        }
        assertWhole(pull());
    }

    @Test
    void picklesAreRefusedBeforeTheyAreDownloaded() throws Exception {
        new TestRepository(host, "old/model")
                .with("model_index.json", "{\"unet\":[\"diffusers\",\"UNet2DConditionModel\"]}")
                .with("unet/diffusion_pytorch_model.bin", "x")
                .open();
        for (String source :
                new String[] {"old/model", "old/model:unet/diffusion_pytorch_model.bin"}) {
            assertThatThrownBy(() ->
                            new ModelPuller(root, TestRepository.settings(host))
                                    .pull(PullRequest.of(source), (_, _) -> {}))
                    .isInstanceOf(PullException.class)
                    .hasMessageContaining("pickle");
        }
        assertThat(host.paths()).noneMatch(path -> path.endsWith(".bin"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sdxxl",
                "http://example.com/a.safetensors",
                "ftp://example.com/a.safetensors",
                "https:///a.safetensors",
                "https://user:pass@example.com/a.safetensors",
                "a/b:../c",
                "a/b/c",
                "../b",
                ""
            })
    void whatNamesNothingIsRefused(String source) {
        assertThatThrownBy(() -> PullRequest.of(source)).isInstanceOf(PullException.class);
    }

    @Test
    void anAddressWithoutAHashGoesOnWhereItsTagIsTheSame() throws Exception {
        var request = PullRequest.of(host.address() + "/fox.safetensors");
        var puller = new ModelPuller(root, TestRepository.settings(host));
        var asked = FileHost.file(CONTENT, "ETag: \"1\"");
        host.on("/fox.safetensors", asked, FileHost.cutOff(CONTENT, HALF));
        assertThatThrownBy(() -> puller.pull(request, (_, _) -> {}))
                .isInstanceOf(PullException.class);
        host.on("/fox.safetensors", asked);

        assertWhole(puller.pull(request, (_, _) -> {}));
        var last = host.requests("/fox.safetensors").getLast();
        assertThat(last.header("range")).isEqualTo("bytes=40000-");
        assertThat(last.header("if-range")).isEqualTo("\"1\"");
    }
}
