package dev.easel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.easel.pipeline.ImageSize;
import dev.easel.pipeline.TextToImage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import picocli.CommandLine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

final class HelpTest {
    @TempDir private Path folder = Path.of("");

    @Test
    void everyCommandHasAHelpWithTheExitCodes() {
        for (String name : Cli.commandLine().getSubcommands().keySet()) {
            var asked = Cli.run(name, "--help");

            assertThat(asked.exitCode()).isZero();
            assertThat(asked.out())
                    .contains("Usage: easel " + name)
                    .contains(ExitCode.meanings().values());
            assertThat(Cli.run("help", name).out()).isEqualTo(asked.out());
        }
        assertThat(Cli.run("--help").out()).isEqualTo(Cli.run("help").out()).contains("generate");
    }

    @Test
    void theHelpsLinesFitATerminal() {
        for (String name : Cli.commandLine().getSubcommands().keySet()) {
            assertThat(Cli.run(name, "--help").out().lines()).allMatch(line -> line.length() <= 92);
        }
    }

    @Test
    void theDocumentTellsEveryOptionAndExitCode() throws IOException {
        String document = Files.readString(Path.of("..", "docs", "cli.md"));

        for (CommandLine command : Cli.commandLine().getSubcommands().values()) {
            assertThat(document).contains("easel " + command.getCommandName());
            command.getCommandSpec()
                    .options()
                    .forEach(option -> assertThat(document).contains("`" + option.longestName()));
        }
        ExitCode.meanings()
                .keySet()
                .forEach(code -> assertThat(document).contains("| " + code + " |"));
    }

    @Test
    void theDefaultsAreTheLibrarys() {
        var fox = TextToImage.of("fox");
        var usual = new ImageSize(256, 320);

        assertThat(new SizeOptions().sized(fox, usual)).isEqualTo(fox.withSize(256, 320));
        assertThat(new SamplingOptions().settings()).isEqualTo(fox.sampling());
    }

    @Test
    void theVersionIsTold() {
        assertThat(Cli.run("--version").out()).startsWith("easel ").doesNotContain("$", "null");
    }

    @Test
    void theCompletionScriptIsOneForBash() throws IOException, InterruptedException {
        var outcome = Cli.run("completion");
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).contains("--cfg-scale", "K_DPMPP_2M", "pixel-art", "easel-mini");
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")));

        Path script = Files.writeString(folder.resolve("easel"), outcome.out());
        Path use =
                Files.writeString(
                        folder.resolve("use"),
                        """
                        source "$1"
                        COMP_WORDS=(easel generate --sty)
                        COMP_CWORD=2
                        _complete_easel
                        echo "${COMPREPLY[@]}"
                        """);
        var bash =
                new ProcessBuilder("/bin/bash", use.toString(), script.toString())
                        // Bash tells that it completes nothing for real here.
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        String completed = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor()).isZero();
        assertThat(completed.strip()).isEqualTo("--style");
    }
}
