package dev.easel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.pictures.Encoding;
import dev.easel.pictures.ImageCodec;
import dev.easel.pictures.ImageFormat;
import dev.easel.pictures.RgbImage;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What {@code -} stands for, and what programs read of a failure. */
@Tag("slow")
final class StandardStreamsTest {
    private static final byte[] PHOTO =
            ImageCodec.encode(RgbImage.filled(64, 64, 0xff8800), Encoding.of(ImageFormat.PNG));

    @TempDir private Path folder = Path.of("");

    @ParameterizedTest
    @CsvSource({"png, false", "webp, true"})
    void aPictureGoesToStandardOutputAndTextToStandardError(String format, boolean json) {
        var cli = new Cli();
        var outcome =
                cli.startGenerate(
                        "fox",
                        "--seed",
                        "7",
                        "-o",
                        "-",
                        "--format",
                        format,
                        json ? "--json" : "-q");

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        var picture = ImageCodec.decode(cli.picture(), ImageCodec.MAX_PIXELS).image();
        assertThat(picture.width()).isEqualTo(64);
        if (json) {
            assertThat(outcome.err().lines().reduce("", (_, line) -> line))
                    .startsWith("{\"model\":\"sd15\"")
                    .contains("\"path\":\"-\"");
        } else {
            assertThat(outcome.err()).isEmpty();
        }
    }

    @Test
    void thePictureIsThatOfAFile() throws IOException {
        Path file = folder.resolve("fox.png");
        Cli.generate("fox", "--seed", "7", "-o", file.toString());
        var cli = new Cli();
        var outcome = cli.startGenerate("fox", "--seed", "7", "--output", "-");

        assertThat(cli.picture()).isEqualTo(Files.readAllBytes(file));
        assertThat(outcome.err()).contains("standard output  seed 7");
    }

    @Test
    void aPromptIsReadFromStandardInput() {
        var outcome =
                new Cli()
                        .reading("a red fox\n")
                        .startGenerate("-", "--seed", "7", "-q", "--output", folder + "/");

        assertThat(outcome.paths()).containsExactly(folder.resolve("a-red-fox-7.png"));
    }

    @Test
    void aPhotoIsReadFromStandardInput() {
        var outcome =
                photoGiven().start("img2img", "-", "fox", "-m", model(), "-s", "2", "-o", out());
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();

        var cli = photoGiven();
        cli.start("upscale", "-", "--scale", "0.5", "-o", "-");
        assertThat(ImageCodec.size(cli.picture())).isEqualTo(new ImageCodec.Size(32, 32));
    }

    @Test
    void standardInputIsReadOnce() {
        assertThat(photoGiven().start("img2img", "-", "fox", "--mask", "-", "-o", out()).err())
                .contains("standard input can be read once, and PHOTO and --mask are both -");
    }

    @Test
    void whatIsNoPictureIsTold() {
        assertThat(new Cli().reading("no picture").start("upscale", "-").err())
                .contains("easel: a picture must be PNG, JPEG or WebP");
    }

    @ParameterizedTest
    @CsvSource({
        "2, '--steps 0', --steps must be between 1 and 150",
        "2, '--stpes 1', did you mean --steps?",
        "3, '--model nope', the model must be a folder"
    })
    void aFailureIsJsonWhereThatIsAskedFor(int exitCode, String options, String sentence) {
        var outcome = Cli.run(("generate fox --json " + options).split(" "));

        assertThat(outcome.exitCode()).isEqualTo(exitCode);
        var json = JsonMapper.shared().readTree(outcome.out());
        assertThat(json.path("error").stringValue()).contains(sentence);
        assertThat(json.path("exitCode").intValue()).isEqualTo(exitCode);
        assertThat(outcome.err()).startsWith("easel: ");
    }

    @Test
    void aFailureOfAPictureForStandardOutputIsOnStandardError() {
        var outcome = Cli.run("generate", "fox", "--json", "-o", "-", "--steps", "0");

        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).contains("{\"error\":\"--steps must be");
    }

    private static Cli photoGiven() {
        return new Cli().reading(PHOTO);
    }

    private static String model() {
        return Cli.TINY_MODEL.toString();
    }

    private String out() {
        return folder.resolve("out.png").toString();
    }
}
