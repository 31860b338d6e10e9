package dev.easel.server.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.errors.BadRequestException;
import com.openai.errors.NotFoundException;
import com.openai.models.images.ImageCreateVariationParams;
import com.openai.models.images.ImageEditParams;
import com.openai.models.images.ImageGenStreamEvent;
import com.openai.models.images.ImageGenerateParams;
import com.openai.models.images.ImagesResponse;

import dev.easel.clients.Program;
import dev.easel.pictures.ImageCodec;
import dev.easel.pictures.ImageFormat;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;

/** OpenAI's own clients, for Java, Node and Python, with each of their calls for pictures. */
@Order(2) // long, and mostly other programs
class OpenAiClientsTest extends Served {
    private static final Path SCRIPTS = Path.of("src", "test", "clients", "openai");

    private Path folder = Path.of("");
    private String key = "";

    @Override
    Service open(Path given) throws IOException {
        folder = given;
        Files.write(folder.resolve("picture.png"), png());
        Files.write(folder.resolve("mask.png"), OpenAiTest.leftHalfTransparent(64));
        var service = Service.start(folder, Map.of());
        key = service.keys().any().apiToken();
        return service;
    }

    private static byte[] png() {
        return Base64.getDecoder().decode(Picture.base64(Picture.slope(64, 64), ImageFormat.PNG));
    }

    private String address() {
        return service().server().uri("").toString();
    }

    private OpenAIClient client() {
        return OpenAIOkHttpClient.builder()
                .baseUrl(address() + "/v1")
                .apiKey(key)
                .maxRetries(0)
                .build();
    }

    private static ImageGenerateParams.Builder generation() {
        return ImageGenerateParams.builder()
                .prompt("a cat")
                .model("sd-1.5")
                .size(ImageGenerateParams.Size.of("64x64"))
                .putAdditionalBodyProperty("steps", JsonValue.from(2))
                .putAdditionalBodyProperty("seed", JsonValue.from(42));
    }

    private static int width(ImagesResponse answer) {
        return width(answer.data().orElseThrow().getFirst().b64Json().orElseThrow());
    }

    private static int width(String base64) {
        byte[] file = Base64.getDecoder().decode(base64);
        return ImageCodec.decode(file, ImageCodec.MAX_PIXELS).image().width();
    }

    @Test
    void theClientForJavaIsServed() {
        var images = client().images();

        var made = images.generate(generation().n(2).build());
        assertThat(made.data().orElseThrow()).hasSize(2);
        assertThat(width(made)).isEqualTo(64);
        assertThat(made.usage().orElseThrow().outputTokens()).isEqualTo(32);
        var edited =
                images.edit(
                        ImageEditParams.builder()
                                .prompt("a dog")
                                .model("sd-1.5")
                                .image(folder.resolve("picture.png"))
                                .mask(folder.resolve("mask.png"))
                                .putAdditionalBodyProperty("steps", JsonValue.from(2))
                                .build());
        assertThat(width(edited)).isEqualTo(64);
        var varied =
                images.createVariation(
                        ImageCreateVariationParams.builder()
                                .image(folder.resolve("picture.png"))
                                .model("sd-1.5")
                                .putAdditionalBodyProperty("steps", JsonValue.from(2))
                                .build());
        assertThat(width(varied)).isEqualTo(64);
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> images.generate(generation().model("flux").build()))
                .satisfies(e -> assertThat(e.code()).contains("model_not_found"));
        assertThatExceptionOfType(BadRequestException.class)
                .isThrownBy(() -> images.generate(generation().n(99).build()))
                .satisfies(e -> assertThat(e.param()).contains("n"));
    }

    @Test
    void theClientForJavaReadsStreams() {
        var images = client().images();
        var request =
                generation()
                        .size(ImageGenerateParams.Size.of("256x192"))
                        .putAdditionalBodyProperty("steps", JsonValue.from(12))
                        .partialImages(2)
                        .build();
        try (var stream = images.generateStreaming(request)) {
            var events = stream.stream().toList();
            var last = events.getLast().generationCompleted().orElseThrow();
            assertThat(width(last.b64Json())).isEqualTo(256);
            assertThat(events.subList(0, events.size() - 1))
                    .allMatch(ImageGenStreamEvent::isGenerationPartialImage);
        }
        var edit =
                ImageEditParams.builder()
                        .prompt("a dog")
                        .model("sd-1.5")
                        .image(folder.resolve("picture.png"))
                        .putAdditionalBodyProperty("steps", JsonValue.from(2))
                        .build();
        try (var stream = images.editStreaming(edit)) {
            var last = stream.stream().toList().getLast();
            assertThat(width(last.completed().orElseThrow().b64Json())).isEqualTo(64);
        }
    }

    @Test
    void theClientForJavaListsModels() {
        var models = client().models();
        assertThat(models.list().data()).anyMatch(model -> model.id().equals("sd-1.5"));
        assertThat(models.retrieve("sd-1.5").ownedBy()).isEqualTo("easel");
    }

    @Test
    void theClientForNodeIsServed() throws Exception {
        assumeTrue(
                Program.isNodeHere(),
                "there is no node and npm: OpenAI's client for Node is not run");
        Path work = Files.createDirectories(folder.resolve("node"));
        Program.installNode(SCRIPTS, work, "openai_calls.mjs");
        serve(work, "node", "openai_calls.mjs");
    }

    @Test
    void theClientForPythonIsServed() throws Exception {
        var work = Files.createDirectories(folder.resolve("python"));
        var python = Program.python();
        assumeTrue(
                python.isPresent(), "there is no python3 that can install openai: it is not run");
        serve(
                work,
                python.orElseThrow(),
                SCRIPTS.resolve("openai_calls.py").toAbsolutePath().toString());
    }

    private void serve(Path work, String program, String script) throws Exception {
        var outcome =
                Program.run(
                        work,
                        program,
                        script,
                        address(),
                        key,
                        folder.resolve("picture.png").toString(),
                        folder.resolve("mask.png").toString());
        assertThat(outcome.output()).contains("all calls were served");
        assertThat(outcome.exitCode()).isZero();
    }
}
