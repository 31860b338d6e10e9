package dev.easel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.clients.McpMessages;
import dev.easel.pictures.ImageCodec;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** {@code easel mcp} on streams of this process, with a tiny model. */
@Tag("slow")
final class McpCommandTest {
    private static final Map<String, Object> SMALL =
            Map.of("prompt", "fox", "width", 64, "height", 64, "steps", 2, "seed", 5);

    @TempDir private Path folder = Path.of("");

    @BeforeEach
    void aModel() throws IOException {
        Files.createSymbolicLink(folder.resolve("sd-1.5"), Cli.TINY_MODEL.toRealPath());
    }

    /** {@return what is answered to some lines, each of which must be a message} */
    private List<JsonNode> answers(String... lines) {
        var outcome =
                new Cli()
                        .reading(McpLines.conversation(lines))
                        .start("mcp", "--models", folder.toString(), "--precision", "f32");
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        var messages = new ArrayList<JsonNode>();
        for (String line : outcome.out().lines().toList()) {
            var message = JsonMapper.shared().readTree(line);
            assertThat(message.path("jsonrpc").stringValue()).isEqualTo("2.0");
            messages.add(message);
        }
        return messages;
    }

    private static String call(int id, String tool, Map<String, Object> arguments) {
        return McpLines.of(McpMessages.call(id, tool, arguments));
    }

    private static JsonNode result(List<JsonNode> messages, int id) {
        return messages.stream()
                .filter(message -> message.path("id").asString("").equals("" + id))
                .findFirst()
                .orElseThrow()
                .path("result");
    }

    private static byte[] picture(JsonNode result) {
        var content = result.path("content").path(1);
        assertThat(content.path("type").stringValue()).as(result.toString()).isEqualTo("image");
        return Base64.getDecoder().decode(content.path("data").stringValue());
    }

    @Test
    void aPictureIsThatOfGenerate() throws IOException {
        var result = result(answers(call(1, "generate_image", SMALL)), 1);
        var outcome =
                Cli.generate(
                        "fox", "--seed", "5", "--output", folder.resolve("fox.png").toString());

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(pixels(picture(result)))
                .isEqualTo(pixels(Files.readAllBytes(folder.resolve("fox.png"))));
        var values = result.path("structuredContent");
        assertThat(values.path("model").stringValue()).isEqualTo("sd-1.5");
        assertThat(values.path("pictures").path(0).path("seed").intValue()).isEqualTo(5);
    }

    private static byte[] pixels(byte[] file) {
        return ImageCodec.decode(file, ImageCodec.MAX_PIXELS).image().toBytes();
    }

    @Test
    void everyStepIsTold() {
        var messages = answers(call(1, "generate_image", SMALL));

        var told =
                messages.stream()
                        .filter(message ->
                                message.path("method").asString("").endsWith("/progress"))
                        .map(message -> message.path("params"))
                        .toList();
        assertThat(told).extracting(it -> it.path("progress").doubleValue()).isSorted();
        assertThat(told)
                .extracting(it -> it.path("message").stringValue())
                .contains("step 1 of 2", "step 2 of 2");
        assertThat(told).allMatch(it -> it.path("progressToken").stringValue().equals("p1"));
    }

    @Test
    void aFileOfThisMachineIsChangedAndMadeLarger() throws IOException {
        var file = folder.resolve("begin.png");
        Files.write(file, picture(result(answers(call(1, "generate_image", SMALL)), 1)));
        var messages =
                answers(
                        call(
                                1,
                                "edit_image",
                                Map.of(
                                        "image",
                                        file.toString(),
                                        "prompt",
                                        "a dog",
                                        "strength",
                                        0.5,
                                        "steps",
                                        2)),
                        call(2, "upscale_image", Map.of("image", file.toUri().toString())));

        assertThat(ImageCodec.size(picture(result(messages, 1))))
                .isEqualTo(new ImageCodec.Size(64, 64));
        assertThat(ImageCodec.size(picture(result(messages, 2))))
                .isEqualTo(new ImageCodec.Size(128, 128));
    }

    @Test
    void aWrongValueIsToldInOneSentence() {
        var messages =
                answers(
                        call(1, "generate_image", Map.of("prompt", "fox", "width", 65)),
                        call(2, "edit_image", Map.of("image", "/nowhere/x.png", "prompt", "fox")),
                        call(3, "edit_image", Map.of("image", "AAAA", "prompt", "fox")),
                        call(4, "generate_image", Map.of("prompt", "fox", "model", "nope")));

        assertThat(sentence(messages, 1))
                .isEqualTo("width must be a multiple of 8 from 64 to 2048, got 65");
        assertThat(sentence(messages, 2)).startsWith("image must be a file that can be read: ");
        assertThat(sentence(messages, 3)).startsWith("image cannot be read: ");
        assertThat(sentence(messages, 4)).contains("nope");
    }

    private static String sentence(List<JsonNode> messages, int id) {
        var result = result(messages, id);
        assertThat(result.path("isError").booleanValue()).as(result.toString()).isTrue();
        return result.path("content").path(0).path("text").stringValue();
    }

    @Test
    void theModelsAreThoseThatAreHere() {
        var result = result(answers(call(1, "list_models", Map.of())), 1);

        var values = result.path("structuredContent");
        assertThat(values.path("default").stringValue()).isEqualTo("sd-1.5");
        assertThat(values.path("models").findValuesAsString("name"))
                .startsWith("sd-1.5")
                .contains("easel-mini");
        assertThat(result.path("content").path(0).path("text").stringValue())
                .contains("easel-mini: 256x256, 20 steps", "crescent moon");
    }

    @Test
    void aWrongSettingIsToldBeforeAnything() {
        var outcome = new Cli().with("EASEL_MAX_SIDE", "63").start("mcp");

        assertThat(outcome.exitCode()).isEqualTo(ExitCode.USAGE.number());
        assertThat(outcome.err()).contains("max-side must be");
        assertThat(outcome.out()).isEmpty();
    }
}
