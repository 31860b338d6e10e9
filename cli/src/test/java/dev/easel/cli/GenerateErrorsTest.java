package dev.easel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

final class GenerateErrorsTest {
    @TempDir private Path folder = Path.of("");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --width      | 500              | --width must be a multiple of 8 between 64 and 2048, got 500
                    --width      | 56               | --width must be a multiple of 8 between 64 and 2048, got 56
                    --height     | 2056             | --height must be a multiple of 8 between 64 and 2048, got 2056
                    --height     | tall             | --height must be a whole number, got tall
                    --steps      | 0                | --steps must be between 1 and 150, got 0
                    --steps      | 151              | --steps must be between 1 and 150, got 151
                    --number     | 11               | --number must be between 1 and 10, got 11
                    --cfg-scale  | 35.5             | --cfg-scale must be between 0 and 35, got 35.5
                    --cfg-scale  | NaN              | --cfg-scale must be between 0 and 35, got NaN
                    --cfg-scale  | much             | --cfg-scale must be a number, got much
                    --guidance-from | 1.5           | --guidance-from must be between 0 and 1, got 1.5
                    --guidance-to | NaN             | --guidance-to must be between 0 and 1, got NaN
                    --guidance-from=0.8 | --guidance-to=0.2 | --guidance-from must be at most --guidance-to, got 0.8 and 0.2
                    --deep-cache | 0                | --deep-cache must be between 1 and 20, got 0
                    --token-merging | 0.8           | --token-merging must be between 0 and 0.75, got 0.8
                    --seed       | -1               | --seed must be between 0 and 9007199254740991, got -1
                    --seed       | 9007199254740992 | --seed must be between 0 and 9007199254740991, got 9007199254740992
                    --hires      | 1                | --hires must be above 1 and at most 8, got 1.0
                    --hires-steps | 9               | --hires-strength, --hires-steps and --hires-upscaler need --hires
                    --threads    | 0                | --threads must be between 1 and 1024, got 0
                    --precision  | f8               | --precision must be one of auto, f32, bf16, int8, got f8
                    --format     | gif              | --format must be one of png, jpeg, webp, got gif
                    --sampler    | nope             | --sampler must be one of DDIM, DDPM, K_DPMPP_2M
                    --clip-skip  | 0                | --clip-skip must be between 1 and 12, got 0
                    --clip-skip  | 4                | clip skip must be between 1 and 3 for this model's text encoder, got 4
                    --sampler    | DPM++ 9M         | or a name of A1111 such as Euler a or DPM++ 2M Karras, got DPM++ 9M
                    --scheduler  | beta             | --scheduler must be one of default, karras, exponential, got beta
                    --sampler=Euler Karras | --scheduler=default | --sampler Euler Karras and --scheduler default say different spacings
                    --number=2   | --output=-       | --output - takes one picture, got 2
                    --prompts    | nope.txt         | --prompts excludes PROMPT, got fox
                    --style      | nope             | --style must be one of 3d-model, analog-film
                    --output     | fox.gif          | --output must end in .png, .jpg, .jpeg or .webp
                    """)
    void aWrongValueIsOneSentence(String option, String value, String sentence) {
        assertSentence(Cli.generate("fox", option, value), ExitCode.USAGE, sentence);
    }

    @ParameterizedTest
    @CsvSource({
        "--widht, --width",
        "--wdith=64, --width",
        "--stpes, --steps",
        "--neg, --negative",
        "--cfgscale, --cfg-scale"
    })
    void aMisspelledOptionIsToldWithTheNearest(String given, String meant) {
        String sentence = "did you mean " + meant + "?";

        assertSentence(Cli.generate("fox", given), ExitCode.USAGE, sentence);
        assertSentence(Cli.run("generate", given), ExitCode.USAGE, sentence);
    }

    @Test
    void aMisspelledCommandIsToldWithTheNearest() {
        assertSentence(Cli.run("gnerate", "fox"), ExitCode.USAGE, "did you mean generate?");
        assertSentence(Cli.run("gen", "fox"), ExitCode.USAGE, "did you mean generate?");
    }

    @Test
    void aPromptThatLooksLikeAnOptionIsToldWhereToGo() {
        assertSentence(Cli.run("generate", "- a fox"), ExitCode.USAGE, "behind the options and --");
        assertThat(Cli.generate("--output", folder + "/", "--", "- a fox").exitCode()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "a fox BREAK a panda, prompt has BREAK",
        "a fox AND a panda, prompt has AND",
        "a [fox:panda:0.5], 'prompt has [fox:panda:0.5]'",
        "a [fox|panda], prompt has [fox|panda]"
    })
    void notationThatComesLaterIsToldBeforeTheWork(String prompt, String sentence) {
        assertSentence(Cli.generate(prompt), ExitCode.USAGE, sentence);
        assertSentence(
                Cli.generate("fox", "--negative", prompt), ExitCode.USAGE, "negative " + sentence);
    }

    @Test
    void theLastPicturesSeedIsLookedAtBeforeTheWork() {
        assertSentence(
                Cli.generate("fox", "--seed", "9007199254740991", "--number", "2"),
                ExitCode.USAGE,
                "--seed must be between 0 and 9007199254740990, got 9007199254740991");
    }

    @Test
    void noCommandShowsTheHelpAsAnError() {
        var outcome = Cli.run();

        assertThat(outcome.exitCode()).isEqualTo(ExitCode.USAGE.number());
        assertThat(outcome.err()).isEqualTo(Cli.run("--help").out());
        assertThat(outcome.out()).isEmpty();
    }

    @Test
    void anOutputThatTakesNothingIsTold() {
        var err = new ByteArrayOutputStream();
        var closed = new PrintStream(new ClosedStream(), true, UTF_8);
        var terminal =
                new Terminal(
                        Cli.NO_INPUT,
                        closed,
                        new PrintStream(err, true, UTF_8),
                        false,
                        true,
                        () -> 80);

        int exitCode = Main.run(new Context(terminal, new Interruption(), Map.of()), "models");

        assertThat(exitCode).isEqualTo(ExitCode.OUTPUT.number());
        assertThat(err.toString(UTF_8).strip()).isEqualTo("easel: cannot write to standard output");
    }

    @Test
    void aMissingPromptValueOrCommandIsTold() {
        assertSentence(Cli.run("generate"), ExitCode.USAGE, "PROMPT is missing");
        assertSentence(
                Cli.run("generate", "fox", "--style"), ExitCode.USAGE, "--style needs a value");
        assertSentence(Cli.run("draw"), ExitCode.USAGE, "there is no command draw");
        assertSentence(Cli.run("help", "draw"), ExitCode.USAGE, "there is no command draw");
    }

    @Test
    void anUnknownModelIsTold() {
        assertSentence(
                Cli.run("generate", "fox", "--model", "nope"),
                ExitCode.MODEL,
                "the model must be a folder or an id that ./easel models lists, or a .safetensors"
                        + " or .gguf file, got nope");
        assertSentence(
                Cli.run("generate", "fox", "--model="),
                ExitCode.MODEL,
                "the model must be a folder");
    }

    @Test
    void aKnownModelThatIsNotHereIsToldWithItsPlace() {
        var outcome =
                new Cli()
                        .with("EASEL_MODELS", folder.toString())
                        .start("generate", "fox", "--model", "sdxl");

        assertSentence(outcome, ExitCode.MODEL, "in " + folder.resolve("sdxl"));
    }

    @Test
    void aFolderThatIsNoModelIsTold() {
        assertSentence(
                Cli.run("generate", "fox", "--model", folder.toString()),
                ExitCode.MODEL,
                "model_index.json is missing");
    }

    @Test
    void aPickleIsRefused() throws IOException {
        Path file = Files.createFile(folder.resolve("model.ckpt"));

        assertSentence(
                Cli.run("generate", "fox", "--model", file.toString()), ExitCode.MODEL, "pickle");
    }

    @Test
    void whatTheModelCannotDrawIsTold() {
        assertSentence(
                Cli.run("generate", "fox", "--width", "72", "--output", folder + "/"),
                ExitCode.USAGE,
                "width must be a multiple of 16 between 64 and 2048, got 72");
    }

    @Test
    void aMissingFolderIsToldBeforeTheWork() {
        Path file = folder.resolve("missing").resolve("fox.png");
        var outcome = Cli.generate("fox", "--output", file.toString());

        assertSentence(outcome, ExitCode.OUTPUT, "cannot write " + file);
        assertThat(outcome.err()).doesNotContain("loading");
    }

    @Test
    void aFileInAFoldersPlaceIsTold() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertSentence(
                Cli.generate("fox", "--output", file + "/foxes/"), ExitCode.OUTPUT, "cannot make");
    }

    @Test
    void aFullDiskIsTold() {
        assumeTrue(Files.isWritable(Path.of("/dev/full")));

        assertSentence(
                Cli.generate("fox", "--output", "/dev/full"),
                ExitCode.OUTPUT,
                "cannot write /dev/full: No space left on device");
    }

    @Test
    void stackTracesAreForThoseWhoAsk() {
        String[] wrong = {"generate", "fox", "--steps", "0"};

        assertThat(new Cli().start(wrong).err()).doesNotContain("\tat ");
        assertThat(new Cli().with("EASEL_DEBUG", "1").start(wrong).err()).contains("\tat ");
        assertThat(new Cli().with("EASEL_DEBUG", "0").start(wrong).err()).doesNotContain("\tat ");
        assertThat(Cli.run("generate", "fox", "--steps", "0", "--debug").err()).contains("\tat ");
    }

    private static void assertSentence(Cli.Outcome outcome, ExitCode code, String part) {
        String last = outcome.err().lines().reduce("", (_, line) -> line);
        assertThat(last).startsWith("easel: ").contains(part);
        assertThat(outcome.err()).doesNotContain("Exception", "\tat ");
        assertThat(outcome.exitCode()).isEqualTo(code.number());
        assertThat(outcome.out()).isEmpty();
    }

    private static final class ClosedStream extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            throw new IOException("closed");
        }
    }
}
