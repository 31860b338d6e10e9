package dev.easel.checkpoint;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.function.Function;

/** A file's bytes, mapped into memory until it is closed. */
final class MappedFile implements AutoCloseable {
    private final Path path;
    private final Arena arena;
    private final MemorySegment mapping;
    private final Version opened;

    /** A file's contents, told by what costs nothing to ask. */
    private record Version(Optional<Object> file, long bytes, FileTime modified) {
        static Version of(Path path) throws IOException {
            var now = Files.readAttributes(path, BasicFileAttributes.class);
            return new Version(
                    Optional.ofNullable(now.fileKey()), now.size(), now.lastModifiedTime());
        }
    }

    private MappedFile(Path path, Arena arena, MemorySegment mapping, Version opened) {
        this.path = path;
        this.arena = arena;
        this.opened = opened;
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
            var mapping = channel.map(FileChannel.MapMode.READ_ONLY, 0, size, arena);
            return new MappedFile(path, arena, mapping, Version.of(path));
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
     * @throws CheckpointException where the file was written to: its parts would not fit each
     *     other, and where it has become shorter the system would end this process
     */
    MemorySegment bytes(long begin, long length) {
        requireUnchanged();
        return mapping.asSlice(begin, length);
    }

    /** What is mapped stays where another file takes the path, or none has it any more. */
    private void requireUnchanged() {
        Version now;
        try {
            now = Version.of(path);
        } catch (IOException _) {
            return;
        }
        if (now.file().equals(opened.file()) && !now.equals(opened)) {
            String sizes =
                    now.bytes() == size()
                            ? ""
                            : ": it had %d bytes and has %d".formatted(size(), now.bytes());
            throw new CheckpointException(path + " was changed while it was read" + sizes);
        }
    }

    @Override
    public void close() {
        arena.close();
    }
}
