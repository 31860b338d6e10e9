package dev.easel.server.access;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/**
 * Tells a server on this machine that another process has made a key, without a query: a file in
 * the data folder, whose time changes with each key.
 */
final class FirstKeyMark {
    private static final Logger LOG = LoggerFactory.getLogger(FirstKeyMark.class);

    private final Path file;

    FirstKeyMark(Path data) {
        this.file = data.resolve("keys-made");
    }

    /** {@return when the last key was made here; absent where none was} */
    Optional<FileTime> time() {
        try {
            return Files.exists(file)
                    ? Optional.of(Files.getLastModifiedTime(file))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Takes note of a new key. Where that cannot be written, a server sees the key a bit later. */
    void set() {
        try {
            Files.write(
                    file,
                    new byte[] {'\n'},
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE);
        } catch (IOException e) {
            LOG.debug("{} cannot be written", file, e);
        }
    }
}
