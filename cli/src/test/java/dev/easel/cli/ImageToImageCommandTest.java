package dev.easel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.easel.pictures.Pictures;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

@Tag("slow")
final class ImageToImageCommandTest {
    @TempDir private Path folder = Path.of("");

    private Path photo = Path.of("");

    @BeforeEach
    void writeAPhoto() throws IOException {
        photo = write("photo.png", 66, 64, Color.ORANGE);
    }

    @Test
    void drawsFromAPhotoInItsSizeAndSaysWhatWasFitted() throws IOException {
        Path file = folder.resolve("out.png");
        var outcome = draw("a", "red", "fox", "--seed", "42", "--output", file.toString());

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.out()).isEqualToIgnoringNewLines(file + "  seed 42");
        assertThat(outcome.err()).contains("step 2/2", "resized from 66x64 to 64x64", "s/step");
        var image = ImageIO.read(file.toFile());
        assertThat(List.of(image.getWidth(), image.getHeight())).containsExactly(64, 64);
        assertThat(Pictures.recipe(Files.readAllBytes(file)))
                .startsWith("a red fox")
                .contains("Steps: 4, ", "Denoising strength: 0.65");
    }

    @Test
    void atFullStrengthThePhotoComesBack() throws IOException {
        Path file = folder.resolve("out.png");
        var outcome = draw("fox", "--strength", "1", "--output", file.toString());

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(ImageIO.read(file.toFile()).getRGB(5, 5)).isEqualTo(Color.ORANGE.getRGB());
    }

    @Test
    void denoiseIsTheRestOfStrength() throws IOException {
        Path one = folder.resolve("one.png");
        Path other = folder.resolve("other.png");
        draw("fox", "--seed", "7", "--strength", "0.4", "--output", one.toString());
        draw("fox", "--seed", "7", "--denoise", "0.6", "--output", other.toString());

        assertThat(other).hasSameBinaryContentAs(one);
        assertThat(draw("fox", "--strength", "0.4", "--denoise", "0.6").err())
                .contains("--strength and --denoise say the same thing, got both");
        assertThat(draw("fox", "--denoise", "2").err())
                .contains("--denoise must be between 0 and 1, got 2.0");
    }

    @Test
    void onlyWhatIsUnderTheMaskIsDrawnAnew() throws IOException {
        Path mask = write("mask.png", 64, 64, Color.BLACK);
        Path file = folder.resolve("out.png");
        draw("fox", "--mask", mask.toString(), "--strength", "0", "--output", file.toString());

        assertThat(ImageIO.read(file.toFile()).getRGB(5, 5)).isEqualTo(Color.ORANGE.getRGB());
    }

    @Test
    void jsonTellsStrengthSizeAndAdjustments() {
        var outcome = draw("fox", "--strength", "0.4", "--json", "--output", folder + "/");
        JsonNode json = JsonMapper.shared().readTree(outcome.out());

        assertThat(json.path("settings").path("strength").doubleValue()).isEqualTo(0.4);
        assertThat(json.path("settings").path("width").intValue()).isEqualTo(64);
        assertThat(json.path("adjustments").path(0).stringValue())
                .isEqualTo("resized from 66x64 to 64x64");
        assertThat(json.path("pictures").size()).isOne();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --strength | 1.5      | --strength must be between 0 and 1, got 1.5
                    --strength | NaN      | --strength must be between 0 and 1, got NaN
                    --mask     | none.png | none.png
                    --depth    | none.png | none.png
                    --width    | 64       | there is no option --width
                    """)
    void aWrongValueIsOneSentence(String option, String value, String sentence) {
        var outcome = draw("fox", option, value);

        assertThat(outcome.exitCode()).isEqualTo(ExitCode.USAGE.number());
        assertThat(outcome.err().lines()).hasSize(1);
        assertThat(outcome.err()).startsWith("easel: ").contains(sentence);
    }

    @Test
    void aDepthIsRefusedByAModelThatTakesNone() {
        var outcome = draw("fox", "--depth", photo.toString(), "--output", folder + "/");

        assertThat(outcome.exitCode()).isEqualTo(ExitCode.USAGE.number());
        assertThat(outcome.err())
                .contains("easel: sd15 takes no depth: use a model that is guided");
    }

    @Test
    void aPhotoThatIsNoneIsRefusedBeforeTheModelIsLoaded() throws IOException {
        Path text = Files.writeString(folder.resolve("photo.jpg"), "not a photo");
        var outcome = Cli.run("img2img", text.toString(), "fox");

        assertThat(outcome.exitCode()).isEqualTo(ExitCode.USAGE.number());
        assertThat(outcome.err().lines()).hasSize(1);
        assertThat(outcome.err()).contains("PNG, JPEG or WebP").doesNotContain("loading");
    }

    @Test
    void withoutAPromptTheUsageIsTold() {
        var outcome = Cli.run("img2img", photo.toString());

        assertThat(outcome.exitCode()).isEqualTo(ExitCode.USAGE.number());
        assertThat(outcome.err()).contains("PROMPT is missing");
    }

    private Cli.Outcome draw(String... arguments) {
        String[] usual = {
            "img2img", photo.toString(), "--model", Cli.TINY_MODEL.toString(), "--steps", "4"
        };
        return Cli.run(
                Stream.of(List.of(usual), List.of(arguments))
                        .flatMap(List::stream)
                        .toArray(String[]::new));
    }

    private Path write(String name, int width, int height, Color colour) throws IOException {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        graphics.setColor(colour);
        graphics.fillRect(0, 0, width, height);
        graphics.dispose();
        Path file = folder.resolve(name);
        ImageIO.write(image, "png", file.toFile());
        return file;
    }
}
