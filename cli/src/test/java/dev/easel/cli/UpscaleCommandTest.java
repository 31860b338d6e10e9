package dev.easel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.golden.Golden;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

final class UpscaleCommandTest {
    private static final Path TINY_NETWORK =
            Golden.folder().resolve("upscale/compact-x4.safetensors");

    @TempDir private Path folder = Path.of("");

    private Path photo = Path.of("");

    @BeforeEach
    void writeAPhoto() throws IOException {
        photo = folder.resolve("photo.png");
        ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), "png", photo.toFile());
    }

    @Test
    void doublesAPhotoAndNamesTheResultByItsSize() throws IOException {
        var outcome = upscale("--output", folder + "/");

        Path expected = folder.resolve("photo-80x60.png");
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.out()).isEqualToIgnoringNewLines(expected + "  80x60");
        assertThat(outcome.err()).contains("loading ", "tile 1/1", " s in all");
        var image = ImageIO.read(expected.toFile());
        assertThat(List.of(image.getWidth(), image.getHeight())).containsExactly(80, 60);
    }

    @ParameterizedTest
    @CsvSource({
        "--scale 4, 160, 120", "--scale 1.5, 60, 45", "--width 100, 100, 75",
        "--height 90, 120, 90", "--width 100 --height 60, 80, 60", "--scale 0.5, 20, 15"
    })
    void theSizeIsWhatWasAskedFor(String options, int width, int height) {
        var outcome =
                upscale(
                        Stream.concat(
                                        Stream.of(options.split(" ")),
                                        Stream.of(
                                                "--model",
                                                TINY_NETWORK.toString(),
                                                "--json",
                                                "--output",
                                                folder + "/"))
                                .toArray(String[]::new));
        JsonNode json = JsonMapper.shared().readTree(outcome.out());

        assertThat(json.propertyNames())
                .containsExactly("model", "input", "picture", "adjustments", "timings");
        assertThat(json.path("model").stringValue()).isEqualTo("compact-x4");
        assertThat(json.path("input").path("width").intValue()).isEqualTo(40);
        assertThat(json.path("picture").path("width").intValue()).isEqualTo(width);
        assertThat(json.path("picture").path("height").intValue()).isEqualTo(height);
        assertThat(Path.of(json.path("picture").path("path").stringValue())).exists();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --scale 0             | 2 | --scale must be above 0 and at most 64, got 0.0
                    --scale NaN           | 2 | --scale must be above 0 and at most 64, got NaN
                    --scale 2 --width 80  | 2 | --scale excludes --width and --height, got both
                    --width 0             | 2 | --width must be between 1 and 65500, got 0
                    --model none.safetensors | 3 | none.safetensors
                    --model net.pth       | 3 | net.pth is a pickle file
                    --threads 0           | 2 | --threads must be between 1 and 1024, got 0
                    """)
    void aWrongValueIsOneSentence(String options, int code, String sentence) {
        var outcome = upscale(options.split(" "));

        assertThat(outcome.exitCode()).isEqualTo(code);
        assertThat(outcome.err().lines().filter(line -> line.startsWith("easel: "))).hasSize(1);
        assertThat(outcome.err()).contains(sentence).doesNotContain("\tat ");
    }

    @Test
    void aNetworkIsFoundByItsName() throws IOException {
        Path shelf = Files.createDirectories(folder.resolve("models/ESRGAN"));
        Files.copy(TINY_NETWORK, shelf.resolve("tiny.safetensors"));
        String models = folder.resolve("models").toString();
        String out = folder.resolve("out.png").toString();

        for (String name : new String[] {"tiny", "tiny.safetensors"}) {
            var outcome = upscale("-m", name, "--models", models, "--json", "-o", out);
            assertThat(outcome.exitCode()).as(outcome.err()).isZero();
            assertThat(JsonMapper.shared().readTree(outcome.out()).path("model").stringValue())
                    .isEqualTo("tiny");
        }
        var missing = upscale("-m", "other", "--models", models);
        assertThat(missing.exitCode()).isEqualTo(ExitCode.MODEL.number());
        assertThat(missing.err())
                .contains("upscale_models or ESRGAN of " + models + " (tiny), got other");
    }

    @Test
    void aPhotoThatIsNoneIsRefused() throws IOException {
        Path text = Files.writeString(folder.resolve("photo.jpg"), "not a photo");
        var outcome = Cli.run("upscale", text.toString());

        assertThat(outcome.exitCode()).isEqualTo(ExitCode.USAGE.number());
        assertThat(outcome.err()).contains("PNG, JPEG or WebP").doesNotContain("loading");
    }

    private Cli.Outcome upscale(String... arguments) {
        return Cli.run(
                Stream.concat(Stream.of("upscale", photo.toString()), Stream.of(arguments))
                        .toArray(String[]::new));
    }
}
