package dev.easel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.util.Optional;

final class PictureFilesTest {
    @TempDir private Path folder = Path.of("");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "A Red Fox            | a-red-fox-7.png",
                "a (red:1.3) fox!     | a-red-1-3-fox-7.png",
                "ein schöner Fuchs    | ein-schoner-fuchs-7.png",
                "../../etc/passwd     | etc-passwd-7.png",
                "狐                   | picture-7.png",
                "''                   | picture-7.png",
                "one two three four five six seven eight nine |"
                        + " one-two-three-four-five-six-seven-eight-7.png",
                "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeee |"
                        + " aaaaaaaaaabbbbbbbbbbccccccccccdddddddddd-7.png"
            })
    void namesAreReadableAndFitEveryDisk(String prompt, String name) {
        var files = PictureFiles.of(Optional.of(folder.toString()), Optional.empty(), 1);
        var written = files.write(0, PictureFiles.stem(prompt, 7), new byte[1]);

        assertThat(Path.of(written.path())).isEqualTo(folder.resolve(name)).exists();
    }
}
