package dev.easel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Many prompts at once. */
@Tag("slow")
final class PromptsTest {
    private static final String THREE = "# animals\na red fox\n\n  a panda \r\na frog\n";

    @TempDir private Path folder = Path.of("");

    @Test
    void eachLineIsAPromptAndTheModelIsLoadedOnce() throws IOException {
        Path file = Files.writeString(folder.resolve("prompts.txt"), THREE);
        var outcome = Cli.generate("--prompts", file.toString(), "--seed", "7", "-o", folder + "/");

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.paths())
                .containsExactly(
                        folder.resolve("a-red-fox-7.png"),
                        folder.resolve("a-panda-7.png"),
                        folder.resolve("a-frog-7.png"));
        assertThat(outcome.err().split("loading", -1)).hasSize(2);
        Path alone = folder.resolve("alone.png");
        Cli.generate("a panda", "--seed", "7", "-o", alone.toString());
        assertThat(folder.resolve("a-panda-7.png")).hasSameBinaryContentAs(alone);
    }

    @Test
    void theyAreReadFromStandardInputAndNumberedAsPicturesAre() {
        var outcome =
                new Cli()
                        .reading(THREE)
                        .startGenerate(
                                "--prompts",
                                "-",
                                "--number",
                                "2",
                                "--json",
                                "-o",
                                folder + "/x.png");

        var pictures = JsonMapper.shared().readTree(outcome.out()).path("pictures");
        assertThat(pictures).hasSize(6);
        assertThat(pictures.path(5).path("prompt").stringValue()).isEqualTo("a frog");
        assertThat(pictures.path(5).path("path").stringValue()).endsWith("x-6.png");
    }

    @Test
    void aWrongPromptIsToldBeforeTheWork() {
        var outcome =
                new Cli().reading("fox\n[fox|panda]\n").startGenerate("--prompts", "-", "-o", "-");

        assertThat(outcome.exitCode()).isEqualTo(ExitCode.USAGE.number());
        assertThat(outcome.err()).contains("prompt has [fox|panda]").doesNotContain("loading");
    }

    @Test
    void aFileWithoutPromptsIsTold() {
        assertThat(new Cli().reading("# none\n").startGenerate("--prompts", "-").err())
                .contains("easel: --prompts has no prompt: -");
        assertThat(Cli.generate("--prompts", "nope.txt").err())
                .contains("easel: cannot read nope.txt: there is no such file");
    }
}
