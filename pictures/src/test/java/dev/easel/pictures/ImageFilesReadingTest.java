package dev.easel.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

class ImageFilesReadingTest {
    @TempDir Path folder;

    @Test
    void theContentCountsAndNotTheName() throws IOException {
        var picture = Pictures.noise(7, 5);
        var png = ImageCodec.encode(picture, Encoding.of(ImageFormat.PNG));
        var file = Files.write(folder.resolve("a fox 狐.jpg"), png);

        assertThat(ImageFiles.read(file, ImageCodec.MAX_PIXELS).image()).isEqualTo(picture);
    }

    @Test
    void whatIsNoPictureIsRefusedByNameAndReason() throws IOException {
        var file = Files.writeString(folder.resolve("fox.png"), "a fox");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImageFiles.read(file, ImageCodec.MAX_PIXELS))
                .withMessage("cannot read %s: a picture must be PNG, JPEG or WebP, got text", file);
    }

    @Test
    void aFileThatIsTooLargeIsRefusedUnread() throws IOException {
        var file = folder.resolve("fox.png");
        try (var content = new RandomAccessFile(file.toFile(), "rw")) {
            content.setLength((1L << 28) + 1);
        }

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImageFiles.read(file, ImageCodec.MAX_PIXELS))
                .withMessage(
                        "cannot read %s: a picture's file may have at most 268435456 bytes", file);
    }

    @Test
    void whatCannotBeReadIsRefusedWithASentence() {
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> ImageFiles.read(folder, 1))
                .withMessage("cannot read %s: it is a folder", folder);
        var missing = folder.resolve("missing.png");
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> ImageFiles.read(missing, 1))
                .withMessage("cannot read %s: there is no such file", missing);
    }
}
