package dev.easel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.easel.pictures.ImageCodec;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import tools.jackson.databind.json.JsonMapper;

import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** {@code easel mcp} as a process of its own, by the client of MCP's Java SDK. */
@Tag("slow")
final class McpProcessTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final List<String> told = new CopyOnWriteArrayList<>();

    static List<String> command() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:TieredStopAtLevel=1", // what takes long to compile gains nothing
                "-cp",
                System.getProperty("java.class.path"),
                "dev.easel.cli.Main",
                "mcp");
    }

    private McpSyncClient client() {
        var command =
                ServerParameters.builder(command().getFirst())
                        .args(command().subList(1, command().size()))
                        .addEnvVar("OMP_NUM_THREADS", "1")
                        .build();
        return McpClient.sync(new StdioClientTransport(command, McpJsonDefaults.getMapper()))
                .requestTimeout(PATIENCE)
                .initializationTimeout(PATIENCE)
                .enableCallToolSchemaCaching(true) // it looks at results, too
                .progressConsumer(progress -> told.add(progress.message()))
                .build();
    }

    @Test
    @Timeout(240)
    void theToolsAreServed() {
        try (var client = client()) {
            assertThat(client.initialize().serverInfo().name()).isEqualTo("easel");
            assertThat(client.listTools().tools())
                    .extracting(McpSchema.Tool::name)
                    .containsExactly(
                            "generate_image", "edit_image", "upscale_image", "list_models");
            var models = call(client, "list_models", Map.of());
            assertThat(models.structuredContent()).asString().contains("easel-mini");

            var drawn = call(client, "generate_image", small());
            assertThat(size(drawn)).isEqualTo(new ImageCodec.Size(64, 64));
            assertThat(told).contains("step 1 of 1");
            var listed = client.listResources().resources();
            assertThat(listed).hasSize(1);
            assertThat(listed.getFirst().title()).isEqualTo("a red fox");
            var read = client.readResource(listed.getFirst()).contents().getFirst();
            assertThat(((McpSchema.BlobResourceContents) read).blob()).isEqualTo(image(drawn));

            String uri = listed.getFirst().uri();
            var changed =
                    call(
                            client,
                            "edit_image",
                            Map.of("image", uri, "prompt", "a panda", "steps", 2));
            assertThat(size(changed)).isEqualTo(new ImageCodec.Size(64, 64));
            var enlarged = call(client, "upscale_image", Map.of("image", uri));
            assertThat(size(enlarged)).isEqualTo(new ImageCodec.Size(128, 128));
            assertThat(client.listResources().resources()).hasSize(3);
        }
    }

    @Test
    @Timeout(240)
    void whatIsNoMessageIsAnsweredAndNothingElseIsPrinted() throws Exception {
        var process = new ProcessBuilder(command()).redirectError(Redirect.DISCARD).start();
        try (var in = process.outputWriter(UTF_8)) {
            in.write(
                    """
                    nonsense

                    {"jsonrpc":"2.0","id":1,"method":"tools/list"}
                    {"jsonrpc":"2.0","id":2,"method":"initialize","params":{"protocolVersion":7}}
                    {"jsonrpc":"2.0","id":3,"method":"initialize","params":{"protocolVersion":"x"}}
                    [{"jsonrpc":"2.0","id":4,"method":"ping"}]
                    {"jsonrpc":"2.0","id":"five","method":"ping"}
                    """);
        }
        var answers =
                new String(process.getInputStream().readAllBytes(), UTF_8)
                        .lines()
                        .map(JsonMapper.shared()::readTree)
                        .toList();
        assertThat(process.waitFor()).isZero();
        assertThat(answers)
                .extracting(it -> it.path("id").asString("none"))
                .containsExactlyInAnyOrder("none", "1", "2", "3", "none", "five");
        assertThat(answers)
                .filteredOn(it -> it.has("error"))
                .extracting(it -> it.path("error").path("code").intValue())
                .containsExactlyInAnyOrder(-32700, -32600, -32602, -32600);
    }

    @Test
    @Timeout(240)
    void aProcessThatIsToldToEndEndsInTheMidstOfAPicture() throws Exception {
        var process = new ProcessBuilder(command()).redirectError(Redirect.DISCARD).start();
        try (var in = process.outputWriter(UTF_8);
                var out = process.inputReader(UTF_8)) {
            in.write(
                    """
                    {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18"}}
                    {"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"generate_image",\
                    "arguments":{"prompt":"a red fox","steps":150,"number":10},\
                    "_meta":{"progressToken":1}}}
                    """);
            in.flush();
            String line = out.readLine();
            while (!line.contains("step 2 of 150")) {
                line = out.readLine();
            }
            process.destroy();
            assertThat(process.waitFor()).isIn(130, 143);
        }
    }

    private static Map<String, Object> small() {
        return Map.of("prompt", "a red fox", "width", 64, "height", 64, "steps", 1);
    }

    private static CallToolResult call(
            McpSyncClient client, String tool, Map<String, Object> arguments) {
        var result =
                client.callTool(
                        CallToolRequest.builder(tool)
                                .arguments(arguments)
                                .progressToken("p")
                                .build());
        assertThat(result.isError()).as(result.content().toString()).isFalse();
        return result;
    }

    private static String image(CallToolResult result) {
        return result.content().stream()
                .filter(McpSchema.ImageContent.class::isInstance)
                .map(content -> ((McpSchema.ImageContent) content).data())
                .findFirst()
                .orElseThrow();
    }

    private static ImageCodec.Size size(CallToolResult result) {
        return ImageCodec.size(Base64.getDecoder().decode(image(result)));
    }
}
