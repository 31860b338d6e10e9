package dev.easel.checkpoint;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Function;

/** A file's bytes, mapped into memory until it is closed. */
final class MappedFile implements AutoCloseable {
    private final Path path;
    private final Arena arena;
    private final MemorySegment mapping;

    private MappedFile(Path path, Arena arena, MemorySegment mapping) {
        this.path = path;
        this.arena = arena;
        this.mapping = mapping;
    }

    /**
     * {@return the file, to be closed}
     *
     * @throws CheckpointException where it is missing or cannot be read
     */
    @SuppressWarnings("MustBeClosedChecker") // closed with the file, or below where opening fails
    static MappedFile open(Path path) {
        Arena arena = Arena.ofShared();
        try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
            long size = channel.size();
            return new MappedFile(
                    path, arena, channel.map(FileChannel.MapMode.READ_ONLY, 0, size, arena));
        } catch (IOException e) {
            arena.close();
            throw new CheckpointException(path + " is missing or cannot be read", e);
        }
    }

    /**
     * {@return what is made of a file, of which it becomes the owner; where that fails the file is
     * closed}
     *
     * @throws CheckpointException as {@link #open(Path)}
     */
    static <T> T open(Path path, Function<MappedFile, T> reader) {
        var file = open(path);
        try {
            return reader.apply(file);
        } catch (RuntimeException | Error e) {
            file.close();
            throw e;
        }
    }

    /** {@return what messages call it} */
    @Override
    public String toString() {
        return path.toString();
    }

    /** {@return its bytes when it was opened} */
    long size() {
        return mapping.byteSize();
    }

    /**
     * {@return a part of it, good until it is closed}
     *
     * @throws CheckpointException where the file has become shorter: the system ends processes that
     *     read behind a file's end
     */
    MemorySegment bytes(long begin, long length) {
        long now;
        try {
            now = Files.size(path);
        } catch (IOException e) {
            throw new CheckpointException(path + " cannot be read any more", e);
        }
        if (now < size()) {
            throw new CheckpointException(
                    "%s was changed while it was read: it had %d bytes and has %d"
                            .formatted(path, size(), now));
        }
        return mapping.asSlice(begin, length);
    }

    @Override
    public void close() {
        arena.close();
    }
}
