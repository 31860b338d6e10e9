package dev.easel.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

class FileDigestsTest {
    /** Of "abc" (FIPS 180-2, appendix B.1). */
    private static final String ABC =
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    private static final FileTime TIME = FileTime.fromMillis(1_700_000_000_000L);

    @TempDir private Path folder = Path.of("");

    @Test
    void aDigestIsKeptUntilTheFileChanges() throws IOException {
        Path file = write("abc");
        Path cache = folder.resolve("cache");
        var digests = FileDigests.in(cache);

        assertThat(digests.sha256(file)).isEqualTo(ABC);
        try (var kept = Files.list(cache)) {
            Path entry = kept.toList().getFirst();
            assertThat(entry).content().startsWith(ABC);
            Files.writeString(entry, "f".repeat(64));
        }
        assertThat(digests.sha256(file)).as("it is not read again").isEqualTo("f".repeat(64));

        write("abcd");
        assertThat(digests.sha256(file)).as("another size").startsWith("88d4266fd4e6338d13b845f");
        Files.setLastModifiedTime(write("abc"), FileTime.fromMillis(TIME.toMillis() + 1));
        assertThat(digests.sha256(file)).as("another time").isEqualTo(ABC);
    }

    @Test
    void whatIsKnownIsToldWithoutReadingTheFile() throws IOException {
        Path file = write("abc");
        var digests = FileDigests.in(folder.resolve("cache"));
        assertThat(digests.known(file)).isEmpty();
        assertThat(digests.known(folder.resolve("missing"))).isEmpty();

        digests.remember(file, "e".repeat(64));

        assertThat(digests.known(file)).contains("e".repeat(64));
        assertThat(digests.sha256(file)).isEqualTo("e".repeat(64));
    }

    @Test
    void aBrokenEntryIsComputedAgain() throws IOException {
        Path file = write("abc");
        Path cache = folder.resolve("cache");
        FileDigests.in(cache).sha256(file);
        try (var kept = Files.list(cache)) {
            Files.writeString(kept.toList().getFirst(), "no digest");
        }
        assertThat(FileDigests.in(cache).sha256(file)).isEqualTo(ABC);
    }

    @Test
    void itIsComputedWhereItCannotBeKept() throws IOException {
        Path file = write("abc");
        assertThat(FileDigests.in(file.resolve("cache")).sha256(file)).isEqualTo(ABC);
        assertThatThrownBy(() -> FileDigests.in(folder).sha256(folder.resolve("missing")))
                .isInstanceOf(UncheckedIOException.class);
    }

    private Path write(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), content);
        return Files.setLastModifiedTime(file, TIME);
    }
}
