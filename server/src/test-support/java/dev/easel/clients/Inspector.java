package dev.easel.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * MCP's inspector, as a command: the part of it that needs no browser, a tenth of the whole.
 *
 * @param work the folder that it is installed in
 * @param target what it inspects: an address or a command, with what belongs to it
 */
public record Inspector(Path work, List<String> target) {
    private static final String PACKAGE = "@modelcontextprotocol/inspector-cli@1.0.3";

    public Inspector {
        target = List.copyOf(target);
    }

    /** Puts it into its folder. */
    public void install() throws IOException, InterruptedException {
        Files.createDirectories(work);
        Files.writeString(work.resolve("package.json"), "{\"private\":true}");
        Program.npm(work, "install", "--no-save", PACKAGE);
    }

    /** {@return what it prints of the answer to a method} */
    public String ask(String method, String... more) throws IOException, InterruptedException {
        var command =
                Stream.of(
                                Stream.of(".bin/mcp-inspector-cli", "--cli"),
                                target.stream(),
                                Stream.of("--method", method),
                                Stream.of(more))
                        .flatMap(words -> words)
                        .toArray(String[]::new);
        // From here ../package.json is one: else it looks for its own where the whole would have
        // it.
        var outcome = Program.run(work.resolve("node_modules"), command);
        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
        return outcome.output();
    }

    /** {@return the picture that a tool draws, as it is printed} */
    public String draw() throws IOException, InterruptedException {
        return ask(
                "tools/call",
                "--tool-name",
                "generate_image",
                "--tool-arg",
                "prompt=a cat",
                "width=64",
                "height=64",
                "steps=2");
    }
}
