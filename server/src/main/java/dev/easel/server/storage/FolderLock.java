package dev.easel.server.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** The lock of a folder with an embedded database: a locked file, which holds the process's id. */
final class FolderLock implements DatabaseLock {
    /** Behind the text: where locks are mandatory (Windows) others can still read it. */
    private static final long LOCKED_BYTE = 1 << 20;

    private final Path folder;
    private final Path file;
    private Optional<FileLock> held = Optional.empty();

    FolderLock(Path folder) {
        this.folder = folder;
        this.file = folder.resolve("server.lock");
    }

    @Override
    public boolean hold() {
        if (held.isEmpty()) {
            held = take();
        }
        return held.isPresent();
    }

    private Optional<FileLock> take() {
        try {
            var channel =
                    FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            var lock = tryLock(channel);
            if (lock.isPresent()) {
                channel.truncate(0);
                channel.write(ByteBuffer.wrap(own().getBytes(UTF_8)));
            } else {
                channel.close();
            }
            return lock;
        } catch (IOException e) {
            throw new IllegalStateException(
                    "The file %s cannot be locked: %s".formatted(file, e.getMessage()));
        }
    }

    private static Optional<FileLock> tryLock(FileChannel channel) throws IOException {
        try {
            return Optional.ofNullable(channel.tryLock(LOCKED_BYTE, 1, false));
        } catch (OverlappingFileLockException e) {
            return Optional.empty(); // another server of this process
        }
    }

    private static String own() {
        return Long.toString(ProcessHandle.current().pid());
    }

    @Override
    public String description() {
        return "the data in %s (process %s)".formatted(folder.getParent(), holder());
    }

    private String holder() {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            return "unknown";
        }
    }

    @Override
    public void close() {
        held.ifPresent(lock -> {
            try {
                lock.acquiredBy().close();
            } catch (IOException e) {
                throw new IllegalStateException(
                        "The lock of %s cannot be released".formatted(file), e);
            }
        });
        held = Optional.empty();
    }
}
