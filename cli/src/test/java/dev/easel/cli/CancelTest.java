package dev.easel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

@Tag("slow")
final class CancelTest {
    @TempDir private Path folder = Path.of("");

    @Test
    void stopsWithinAStepAndLeavesNothing() {
        var outcome =
                new Cli()
                        .cancelAt("step 1/3")
                        .startGenerate("fox", "--steps", "3", "--output", folder + "/");

        assertThat(outcome.exitCode()).isEqualTo(130);
        assertThat(outcome.err()).endsWith("easel: cancelled" + System.lineSeparator());
        assertThat(outcome.err()).doesNotContain("step 3/3");
        assertThat(outcome.out()).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void keepsThePicturesThatAreDone() {
        var outcome =
                new Cli()
                        .cancelAt("picture 2/2")
                        .startGenerate(
                                "fox", "--number", "2", "--seed", "3", "--output", folder + "/");

        assertThat(outcome.exitCode()).isEqualTo(130);
        assertThat(folder).isDirectoryNotContaining("glob:**4*").isNotEmptyDirectory();
        assertThat(outcome.paths()).containsExactly(folder.resolve("fox-3.png"));
    }

    @Test
    @Timeout(120)
    void ctrlCEndsTheProcess() throws IOException, InterruptedException {
        assumeTrue(Files.exists(Path.of("/proc/self/status")) && !isInterruptIgnored());
        Path model = Cli.TINY_MODEL.toAbsolutePath().normalize();
        var process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "dev.easel.cli.Main",
                                "generate",
                                "fox",
                                "--number=10",
                                "--steps=150",
                                "--width=256",
                                "--model=" + model)
                        .directory(folder.toFile())
                        .start();
        List<String> lines = new ArrayList<>();
        try (var err =
                new BufferedReader(
                        new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            for (String line = err.readLine(); line != null; line = err.readLine()) {
                lines.add(line);
                if (line.contains("step 1/150")) {
                    new ProcessBuilder("kill", "-INT", String.valueOf(process.pid())).start();
                }
            }
        }

        assertThat(process.waitFor()).isEqualTo(130);
        assertThat(lines).last().isEqualTo("easel: cancelled");
        assertThat(folder).isEmptyDirectory();
    }

    /** A process that was started in the background of a script hands this on to its children. */
    private static boolean isInterruptIgnored() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/self/status"))) {
            String mask = lines.filter(line -> line.startsWith("SigIgn:")).findFirst().orElse("0");
            return (Long.parseUnsignedLong(mask.replaceAll(".*\\s", ""), 16) & 0b10) != 0;
        }
    }
}
