package dev.easel.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;

class MappedFileTest {
    @TempDir private Path folder;
    private Path path;
    private MappedFile file;

    @BeforeEach
    void write() throws IOException {
        path = Files.write(folder.resolve("model"), new byte[] {1, 2, 3, 4});
        Files.setLastModifiedTime(path, FileTime.fromMillis(1_000_000));
        file = MappedFile.open(path);
    }

    @AfterEach
    void close() {
        file.close();
    }

    @Test
    void aFileThatIsDeletedIsReadAsItWas() throws IOException {
        Files.delete(path);
        assertThat(bytes()).containsExactly(2, 3);
    }

    @Test
    void aFileWhosePlaceAnotherTakesIsReadAsItWas() throws IOException {
        Path other = Files.write(folder.resolve("other"), new byte[] {9});
        Files.move(other, path, StandardCopyOption.REPLACE_EXISTING);
        assertThat(bytes()).containsExactly(2, 3);
    }

    @Test
    void aFileThatIsWrittenToIsToldOf() throws IOException {
        Files.write(path, new byte[] {5, 6, 7, 8});
        assertThatThrownBy(this::bytes)
                .isInstanceOf(CheckpointException.class)
                .hasMessage(path + " was changed while it was read");
    }

    @Test
    void aFileThatBecomesShorterIsToldOf() throws IOException {
        Files.write(path, new byte[] {5});
        assertThatThrownBy(this::bytes)
                .isInstanceOf(CheckpointException.class)
                .hasMessage(path + " was changed while it was read: it had 4 bytes and has 1");
    }

    private byte[] bytes() {
        return file.bytes(1, 2).toArray(ValueLayout.JAVA_BYTE);
    }
}
