package dev.easel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.clients.McpMessages;
import dev.easel.pictures.ImageCodec;
import dev.easel.server.EaselServer;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** {@code easel mcp --server}: a bridge to a running service. */
@Tag("slow")
final class McpRemoteTest {
    @TempDir private Path folder = Path.of("");

    private EaselServer server() throws IOException {
        Path models = Files.createDirectories(folder.resolve("models"));
        Files.createSymbolicLink(models.resolve("sd-1.5"), Cli.TINY_MODEL.toRealPath());
        return EaselServer.start(
                Map.of(
                        "port",
                        "0",
                        "precision",
                        "f32",
                        "data",
                        folder.resolve("data").toString(),
                        "models",
                        models.toString()),
                Map.of());
    }

    private static List<JsonNode> answers(String address, String key, String... lines) {
        var outcome =
                new Cli()
                        .with("EASEL_KEY", key)
                        .reading(McpLines.conversation(lines))
                        .start("mcp", "--server", address);
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        return outcome.out().lines().map(line -> JsonMapper.shared().readTree(line)).toList();
    }

    private static String call(String tool, Map<String, Object> arguments) {
        return McpLines.of(McpMessages.call(1, 5, tool, arguments));
    }

    private static JsonNode answer(List<JsonNode> messages) {
        return messages.stream()
                .filter(message -> message.path("id").asString("").equals("1"))
                .findFirst()
                .orElseThrow();
    }

    private static byte[] picture(List<JsonNode> messages) {
        var content = answer(messages).path("result").path("content").path(1);
        assertThat(content.path("type").stringValue()).as(messages.toString()).isEqualTo("image");
        return Base64.getDecoder().decode(content.path("data").stringValue());
    }

    @Test
    void theServiceDrawsAndReadsFilesOfThisMachine() throws IOException {
        try (var server = server()) {
            String address = "http://127.0.0.1:" + server.port();
            var small =
                    Map.<String, Object>of("prompt", "fox", "width", 64, "height", 64, "steps", 2);
            var drawn = answers(address, "", call("generate_image", small));
            assertThat(drawn)
                    .anyMatch(message -> message.path("params").path("progressToken").asInt() == 5);
            var file = Files.write(folder.resolve("fox.png"), picture(drawn));

            var image = Map.<String, Object>of("image", file.toString());
            var large = answers(address + "/mcp", "", call("upscale_image", image));
            assertThat(ImageCodec.size(picture(large))).isEqualTo(new ImageCodec.Size(128, 128));

            var missing = Map.<String, Object>of("image", "/nowhere/x.png");
            var refused = answer(answers(address, "", call("upscale_image", missing)));
            assertThat(refused.path("error").path("message").stringValue())
                    .startsWith("image must be a file that can be read");
        }
    }

    @Test
    void aServiceThatIsNotThereOrRefusesIsToldInOneSentence() throws IOException {
        String gone;
        try (var server = server()) {
            gone = "http://127.0.0.1:" + server.port();
            Cli.run(
                    "keys",
                    "create",
                    "--user",
                    "anna",
                    "--data",
                    folder.resolve("data").toString());
            var refused = answers(gone, "wrong", call("list_models", Map.of()));
            assertThat(answer(refused).path("error").path("message").stringValue())
                    .contains("EASEL_KEY");
        }
        assertThat(
                        answer(answers(gone, "", call("list_models", Map.of())))
                                .path("error")
                                .path("message")
                                .stringValue())
                .contains("cannot be reached");
    }
}
