package dev.easel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.easel.clients.Inspector;
import dev.easel.clients.Program;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** {@code easel mcp} as a process of MCP's clients in Node. */
@Tag("slow")
@Timeout(600)
final class McpNodeTest {
    private static final Path CLIENTS = Path.of("..", "server", "src", "test", "clients", "mcp");

    @TempDir private Path folder = Path.of("");

    @BeforeEach
    void requireNode() throws InterruptedException {
        assumeTrue(
                Program.isNodeHere(),
                "there is no node and npm: MCP's client for JavaScript and its inspector do not"
                        + " start easel mcp");
    }

    /** Programs have a command and few arguments in their settings, as here. */
    private String command() throws IOException {
        String words =
                McpProcessTest.command().stream()
                        .map("'%s'"::formatted)
                        .collect(Collectors.joining(" "));
        var script = folder.resolve("easel-mcp");
        Files.writeString(script, "#!/bin/sh\nOMP_NUM_THREADS=1 exec " + words + "\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return script.toString();
    }

    @Test
    void theClientForJavaScriptIsServed() throws Exception {
        Path work = Files.createDirectories(folder.resolve("client"));
        Program.installNode(CLIENTS, work, "mcp.mjs");

        var client = Program.run(work, "node", "mcp.mjs", "stdio", command());

        assertThat(client.output()).contains("all of MCP was served");
        assertThat(client.exitCode()).isZero();
    }

    @Test
    void theInspectorIsServed() throws Exception {
        var inspector = new Inspector(folder.resolve("inspector"), List.of(command()));
        inspector.install();

        assertThat(inspector.ask("tools/list")).contains("generate_image", "list_models");
        assertThat(inspector.draw()).contains("image/png", "easel://pictures/");
        assertThat(inspector.ask("resources/list")).contains("\"resources\"");
    }
}
