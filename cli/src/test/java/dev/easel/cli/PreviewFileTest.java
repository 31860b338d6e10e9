package dev.easel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.pictures.ImageFiles;
import dev.easel.pictures.ImageFormat;
import dev.easel.pictures.RgbImage;
import dev.easel.pipeline.PreviewMethod;
import dev.easel.pipeline.StepProgress;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

@Tag("slow")
final class PreviewFileTest {
    private static final long MAX_PIXELS = 1 << 20;

    @TempDir private Path folder = Path.of("");

    /** A step whose picture is of one colour, and who asks for it. */
    private static StepProgress step(int number, List<Integer> asked) {
        return new StepProgress(
                0,
                1,
                number,
                100,
                1,
                method -> {
                    assertThat(method).isEqualTo(PreviewMethod.LINEAR);
                    asked.add(number);
                    return RgbImage.filled(8, 6, number);
                });
    }

    @Test
    void theFileIsReplacedAtMostTwiceASecond() throws IOException {
        Path file = folder.resolve("now.png");
        List<Integer> asked = new ArrayList<>();
        long[] nanos = {7};
        var preview = new PreviewFile(file, ImageFormat.PNG, PreviewMethod.LINEAR, () -> nanos[0]);
        for (int number = 0; number <= 20; number++) {
            preview.onStep(step(number, asked));
            assertThat(ImageFiles.read(file, MAX_PIXELS).image())
                    .isEqualTo(RgbImage.filled(256, 192, asked.getLast()));
            nanos[0] += 100_000_000;
        }
        assertThat(asked).containsExactly(0, 5, 10, 15, 20);
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void whereTheFileCannotBeWrittenItSaysSo() {
        var preview =
                new PreviewFile(
                        folder.resolve("none").resolve("now.jpg"),
                        ImageFormat.JPEG,
                        PreviewMethod.LINEAR,
                        () -> 0);
        assertThatThrownBy(() -> preview.onStep(step(1, new ArrayList<>())))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("there is no folder");
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "linear", "full"})
    void aPictureCanBeSeenWhileItIsDrawn(String method) {
        Path file = folder.resolve("now.webp");
        var outcome =
                Cli.generate(
                        "a fox",
                        "--preview",
                        file.toString(),
                        "--preview-by",
                        method,
                        "--output",
                        folder.resolve("fox.png").toString());
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(ImageFiles.read(file, MAX_PIXELS).image().width()).isEqualTo(256);
        assertThat(folder.resolve("fox.png")).isRegularFile();
    }

    @Test
    void whatCannotBeIsToldBeforeTheWork() {
        String file = folder.resolve("now.png").toString();
        var wrongName = Cli.generate("a fox", "--preview", "now.gif");
        var wrongMethod = Cli.generate("a fox", "--preview", file, "--preview-by", "guess");
        var noFile = Cli.generate("a fox", "--preview-by", "linear");
        var noWeights = Cli.generate("a fox", "--preview", file, "--preview-by", "taesd");
        var noFolder = Cli.generate("a fox", "--preview", folder + "/none/now.png");

        assertThat(wrongName.err()).contains("--preview must end in .png, .jpg");
        assertThat(wrongMethod.err()).contains("--preview-by must be one of auto, linear, taesd");
        assertThat(noFile.err()).contains("--preview-by needs --preview FILE");
        assertThat(noWeights.err()).contains("taesd_decoder.safetensors");
        assertThat(List.of(wrongName, wrongMethod, noFile, noWeights))
                .allMatch(outcome -> outcome.exitCode() == ExitCode.USAGE.number());
        assertThat(noFolder.exitCode()).isEqualTo(ExitCode.OUTPUT.number());
    }
}
