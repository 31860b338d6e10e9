package dev.easel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

@Tag("slow")
final class BenchCommandTest {
    private static final String[] TINY = {
        "bench",
        "--model",
        Cli.TINY_MODEL.toString(),
        "--width",
        "64",
        "--height",
        "64",
        "--steps",
        "1",
        "--repeat",
        "2",
        "--warm-up",
        "0",
        "--precision",
        "f32"
    };

    @Test
    void theTableHasEveryStage() {
        var outcome = bench("--token-merging", "0.25");

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.out())
                .startsWith("sd15, 64x64, f32, cpu with ")
                .containsPattern("text encoding +[0-9.]+ +[0-9.]+ +[0-9]+ %")
                .containsPattern("UNet call +[0-9.]+ +[0-9.]+ +[0-9]+ %")
                .containsPattern("VAE decoding +[0-9.]+ +[0-9.]+ +[0-9]+ %")
                .containsPattern("picture, 1 steps +[0-9.]+ +[0-9.]+ +[0-9]+ %")
                .containsPattern("matrix product \\(peak\\) +[0-9]+")
                .contains("UNet call: one guided step (batch 2), 25 % of the tokens merged.")
                .contains("GB");
        assertThat(outcome.err()).contains("measuring: UNet call");
    }

    @Test
    void jsonHasTheSameForPrograms() {
        JsonNode json = JsonMapper.shared().readTree(bench("--json").out());

        assertThat(json.path("model").stringValue()).isEqualTo("sd15");
        assertThat(json.path("precision").stringValue()).isEqualTo("f32");
        assertThat(json.path("repeats").intValue()).isEqualTo(2);
        assertThat(json.path("tokenMerging").doubleValue()).isZero();
        assertThat(json.path("stages").size()).isEqualTo(4);
        json.path("stages")
                .forEach(stage -> {
                    double seconds = stage.path("seconds").doubleValue();
                    double gflop = stage.path("gflop").doubleValue();
                    double gflops = stage.path("gflops").doubleValue();
                    assertThat(seconds).isPositive();
                    assertThat(gflops).isCloseTo(gflop / seconds, within(gflops * 1e-9));
                });
    }

    @Test
    void theProfileTellsTheTimeByLayer(@TempDir Path folder) throws IOException {
        var file = folder.resolve("folded.txt");
        var outcome = bench("--profile", "--folded", file.toString());

        assertThat(outcome.out())
                .containsPattern("ResnetBlock > Conv2d > convolve +[0-9.]+ +[0-9.]+ +[0-9]+")
                .containsPattern("SelfAttention > Heads > attention +[0-9.]+ +[0-9.]+ +[0-9]+");
        assertThat(Files.readAllLines(file))
                .anyMatch(line -> line.matches("Benchmark;.*UNet;.*;Conv2d;convolve [0-9]+"))
                .anyMatch(
                        line -> line.matches("Benchmark;.*Autoencoder;.*;Conv2d;convolve [0-9]+"));
    }

    @Test
    void aProfileIsNotJson() {
        var outcome = bench("--profile", "--json");

        assertThat(outcome.exitCode()).isEqualTo(ExitCode.USAGE.number());
        assertThat(outcome.err()).contains("--profile and --json exclude each other");
    }

    private static Cli.Outcome bench(String... more) {
        return Cli.run(Stream.concat(Stream.of(TINY), Stream.of(more)).toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--size   | huge | --size must be one of mini, sd15, sdxl, got huge",
                "--width  | 500  | --width must be a multiple of 8 between 64 and 2048, got 500",
                "--steps  | 0    | --steps must be between 1 and 150, got 0",
                "--repeat | 0    | --repeat must be between 1 and 100, got 0",
                "--warm-up | 601 | --warm-up must be between 0 and 600, got 601",
                "--model  | nope | the model must be a folder or an id",
            })
    void aWrongValueIsOneSentence(String option, String value, String sentence) {
        var outcome = Cli.run("bench", option, value);

        assertThat(outcome.err().lines()).last().asString().startsWith("easel: " + sentence);
        assertThat(outcome.exitCode())
                .isEqualTo((option.equals("--model") ? ExitCode.MODEL : ExitCode.USAGE).number());
    }

    @Test
    void aSizeAndAModelExcludeEachOther() {
        assertThat(Cli.run("bench", "--size", "mini", "--model", "sdxl").exitCode())
                .isEqualTo(ExitCode.USAGE.number());
    }

    @Test
    void stopsBetweenTwoPiecesOfWork() {
        var outcome = new Cli().cancelAt("measuring: text encoding").start(TINY);

        assertThat(outcome.exitCode()).isEqualTo(130);
        assertThat(outcome.out()).isEmpty();
    }
}
