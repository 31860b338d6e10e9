package dev.easel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.golden.ModelCopy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Models that are made for a few steps. */
@Tag("slow")
final class FewStepsTest {
    @TempDir private Path folder = Path.of("");

    /** {@return what is printed by --json} */
    private JsonNode drawn(String... more) {
        String[] line = {
            "generate",
            "a fox",
            "--width",
            "64",
            "--height",
            "64",
            "--output",
            folder + "/",
            "--json"
        };
        var outcome =
                Cli.run(Stream.concat(Stream.of(line), Stream.of(more)).toArray(String[]::new));
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        return JsonMapper.shared().readTree(outcome.out()).path("settings");
    }

    private Path lightning() throws IOException {
        Path named = Files.createDirectory(folder.resolve("models"));
        Path copy = ModelCopy.of(Cli.TINY_MODEL, named).folder();
        return Files.move(copy, named.resolve("sd_lightning_2step"));
    }

    @Test
    void anOptionSaysWhichKindAModelIs() {
        var outcome =
                Cli.generate(
                        "a fox", "--few-steps", "lcm", "--output", folder.resolve("fox.png") + "");
        assertThat(outcome.err())
                .contains("sd15 is taken for a few-step model of the kind lcm: as was asked for")
                .contains("2 steps of LCM, guidance 1");

        var settings = drawn("--model", Cli.TINY_MODEL.toString(), "--few-steps", "TCD");
        assertThat(settings.path("steps").intValue()).isEqualTo(4);
        assertThat(settings.path("sampler").stringValue()).isEqualTo("TCD");
        assertThat(settings.path("cfgScale").doubleValue()).isEqualTo(1);
    }

    @Test
    void theNameOfAModelGivesItsDefaults() throws IOException {
        Path model = lightning();
        var settings = drawn("--model", model.toString());
        assertThat(settings.path("steps").intValue()).isEqualTo(2);
        assertThat(settings.path("sampler").stringValue()).isEqualTo("EULER_TRAILING");
        settings = drawn("--model", model.toString(), "--steps", "3", "--sampler", "K_EULER");
        assertThat(settings.path("steps").intValue()).isEqualTo(3);
        assertThat(settings.path("sampler").stringValue()).isEqualTo("K_EULER");

        assertThat(Cli.run("models", "info", model.toString()).out())
                .contains("is taken for a few-step model of the kind lightning: its name says so")
                .contains("2 steps of EULER_TRAILING, guidance 1");
    }

    @Test
    void aKindThatDoesNotExistIsRefused() {
        var outcome = Cli.generate("a fox", "--few-steps", "quick");
        assertThat(outcome.exitCode()).isEqualTo(ExitCode.USAGE.number());
        assertThat(outcome.err())
                .contains(
                        "--few-steps must be one of turbo, lightning, hyper, lcm, tcd, got quick");
        outcome = Cli.generate("a fox", "--eta", "2");
        assertThat(outcome.exitCode()).isEqualTo(ExitCode.USAGE.number());
        assertThat(outcome.err()).contains("--eta must be between 0 and 1, got 2.0");
    }

    @Test
    void benchTellsTheTimeOfTheModelsOwnSteps() throws IOException {
        var outcome =
                Cli.run(
                        "bench",
                        "--model",
                        lightning().toString(),
                        "--width",
                        "64",
                        "--height",
                        "64",
                        "--repeat",
                        "1",
                        "--warm-up",
                        "0");
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.out())
                .containsPattern("picture, 2 steps +[0-9.]+")
                .contains("UNet call: one step without guidance (batch 1).");
    }
}
