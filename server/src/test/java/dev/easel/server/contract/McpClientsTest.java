package dev.easel.server.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.easel.clients.Inspector;
import dev.easel.clients.Program;
import dev.easel.pictures.ImageCodec;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** MCP's own clients against {@code /mcp}: for Java, for JavaScript, and its inspector. */
@Order(2) // long, and mostly other programs
@Timeout(600)
class McpClientsTest extends Served {
    private static final Path CLIENTS = Path.of("src", "test", "clients", "mcp");

    private Path folder = Path.of("");

    @Override
    Service open(Path given) throws IOException {
        folder = given;
        return Service.start(folder, Map.of());
    }

    private static McpSyncClient client(Service service, List<Double> told) {
        String key = service.keys().any().apiToken();
        var transport =
                HttpClientStreamableHttpTransport.builder(service.server().uri("").toString())
                        .addHttpRequestCustomizer((request, _, _, _, _) ->
                                request.header("Authorization", "Bearer " + key))
                        .build();
        return McpClient.sync(transport)
                .requestTimeout(Duration.ofMinutes(2))
                .enableCallToolSchemaCaching(true) // it looks at results, too
                .progressConsumer(progress -> told.add(progress.progress()))
                .build();
    }

    private static CallToolResult call(
            McpSyncClient client, String tool, Map<String, Object> arguments) {
        return client.callTool(
                CallToolRequest.builder(tool).arguments(arguments).progressToken("p").build());
    }

    private static ImageCodec.Size size(CallToolResult result) {
        return result.content().stream()
                .filter(McpSchema.ImageContent.class::isInstance)
                .map(content -> ((McpSchema.ImageContent) content).data())
                .map(data -> ImageCodec.size(Base64.getDecoder().decode(data)))
                .findFirst()
                .orElseThrow(() -> new AssertionError(result.content().toString()));
    }

    @Test
    void theClientForJavaIsServed() {
        var told = new CopyOnWriteArrayList<Double>();
        try (var client = client(service(), told)) {
            assertThat(client.initialize().serverInfo().name()).isEqualTo("easel");
            client.ping();
            assertThat(client.listTools().tools()).hasSize(4);
            assertThat(call(client, "list_models", Map.of()).structuredContent())
                    .asString()
                    .contains("sdxl", "sd-1.5");
            var drawn =
                    call(
                            client,
                            "generate_image",
                            Map.of(
                                    "prompt", "a cat", "model", "sd-1.5", "width", 64, "height", 64,
                                    "steps", 3));
            assertThat(size(drawn)).isEqualTo(new ImageCodec.Size(64, 64));
            assertThat(told).isNotEmpty().isSorted();
            var listed = client.listResources().resources();
            assertThat(client.readResource(listed.getFirst()).contents()).hasSize(1);
            String uri = listed.getFirst().uri();
            assertThat(size(call(client, "upscale_image", Map.of("image", uri))))
                    .isEqualTo(new ImageCodec.Size(128, 128));
            var edit = Map.<String, Object>of("image", uri, "prompt", "a dog", "steps", 3);
            assertThat(size(call(client, "edit_image", edit)))
                    .isEqualTo(new ImageCodec.Size(64, 64));
            assertThat(call(client, "edit_image", Map.of("prompt", "a dog")).isError()).isTrue();
        }
    }

    @Test
    void theClientForJavaScriptIsServed() throws Exception {
        requireNode();
        Path work = Files.createDirectories(folder.resolve("clients"));
        Program.installNode(CLIENTS, work, "mcp.mjs");
        var service = service();
        String address = service.server().uri("").toString();
        String key = service.keys().any().apiToken();

        var client = Program.run(work, "node", "mcp.mjs", "http", address, key);
        assertThat(client.output()).contains("all of MCP was served");
    }

    private static void requireNode() throws InterruptedException {
        assumeTrue(
                Program.isNodeHere(),
                "there is no node and npm: MCP's client for JavaScript and its inspector are not"
                        + " run");
    }

    @Test
    void theInspectorIsServed() throws Exception {
        requireNode();
        var service = service();
        String address = service.server().uri("/mcp").toString();
        String key = "Authorization: Bearer " + service.keys().any().apiToken();
        var target = List.of(address, "--transport", "http", "--header", key);
        var inspector = new Inspector(folder.resolve("inspector"), target);
        inspector.install();

        assertThat(inspector.ask("tools/list")).contains("generate_image", "list_models");
        assertThat(inspector.draw()).contains("image/png", "easel://pictures/");
        assertThat(inspector.ask("resources/list")).contains("easel://pictures/");
    }
}
