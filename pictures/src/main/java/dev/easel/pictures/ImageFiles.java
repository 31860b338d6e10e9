package dev.easel.pictures;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Writes the files of pictures, whole or not at all, and reads pictures from files. */
public final class ImageFiles {
    private static final int LARGEST = 1 << 28;
    private static final int SECONDS_AT_SHUTDOWN = 10;

    private ImageFiles() {}

    /**
     * Writes a file that appears under its name only when it is complete, and replaces one that is
     * there. A failure leaves nothing behind. A process that is told to end finishes the file it is
     * writing and begins no other. Devices and pipes are written to directly.
     *
     * @throws UncheckedIOException if it cannot be written: the folder is missing or not writable,
     *     the target is a folder, the disk is full, the thread was interrupted, the process is
     *     ending. Its message is one sentence that names the file.
     */
    public static void write(Path file, byte[] content) {
        requireWritable(file);
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                writeAll(file, content, StandardOpenOption.WRITE);
            } else {
                writeBeside(Files.exists(file) ? file.toRealPath() : file, content);
            }
        } catch (IOException e) {
            throw cannotWrite(file, reason(e), e);
        }
    }

    /**
     * Checks before long work that {@link #write} could succeed.
     *
     * @throws UncheckedIOException as {@link #write} does if the target is a folder, or its folder
     *     is missing or not writable
     */
    public static void requireWritable(Path file) {
        var folder = folder(file);
        if (Files.isDirectory(file)) {
            throw cannotWrite(file, "it is a folder", new IOException("is a folder"));
        }
        if (!Files.isDirectory(folder)) {
            throw cannotWrite(
                    file,
                    "there is no folder " + folder,
                    new NoSuchFileException(folder.toString()));
        }
        var target = Files.exists(file) && !Files.isRegularFile(file) ? file : folder;
        if (!Files.isWritable(target)) {
            throw cannotWrite(
                    file,
                    "no permission to write to " + target,
                    new AccessDeniedException(target.toString()));
        }
    }

    /**
     * Reads and decodes a file as {@link ImageCodec#decode} does; its name does not matter.
     *
     * @param maxPixels width times height, usually {@link ImageCodec#MAX_PIXELS}
     * @throws UncheckedIOException if the file cannot be read
     * @throws IllegalArgumentException if it is larger than 256 MiB or cannot be decoded. The
     *     message of either is one sentence that names the file.
     */
    public static AdjustedImage read(Path file, long maxPixels) {
        var content = content(file);
        try {
            return ImageCodec.decode(content, maxPixels);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * {@return the content of a picture's file}
     *
     * @throws UncheckedIOException if it cannot be read
     * @throws IllegalArgumentException if it is larger than 256 MiB
     */
    public static byte[] content(Path file) {
        if (Files.isDirectory(file)) {
            throw cannotRead(file, "it is a folder", new IOException("is a folder"));
        }
        try (var in = Files.newInputStream(file)) {
            requireAtMost(Files.size(file), file);
            var content = in.readNBytes(LARGEST + 1);
            requireAtMost(content.length, file); // a pipe does not tell its size
            return content;
        } catch (NoSuchFileException e) {
            throw cannotRead(file, "there is no such file", e);
        } catch (IOException e) {
            throw cannotRead(file, reason(e), e);
        }
    }

    private static void requireAtMost(long length, Path file) {
        if (length > LARGEST) {
            throw new IllegalArgumentException(
                    "cannot read %s: a picture's file may have at most %d bytes"
                            .formatted(file, LARGEST));
        }
    }

    private static void writeBeside(Path file, byte[] content) throws IOException {
        var part = folder(file).resolve(".easel-" + UUID.randomUUID() + ".part");
        var done = new CountDownLatch(1);
        var atShutdown = new Thread(() -> await(done, part), "wait for " + part.getFileName());
        addHook(atShutdown);
        try {
            writeAll(part, content, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
            done.countDown();
            removeHook(atShutdown);
        }
    }

    private static void writeAll(Path file, byte[] content, StandardOpenOption... options)
            throws IOException {
        try (var channel = FileChannel.open(file, options)) {
            var rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            if (Files.isRegularFile(file)) {
                channel.force(true); // else a power cut could leave the name without the content
            }
        }
    }

    private static void addHook(Thread hook) throws IOException {
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException ending) {
            throw new IOException("the program is ending", ending);
        }
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // The hook runs already, and the latch lets it go.
        }
    }

    /** Holds up the end of the process until the file is whole, but not for a disk that hangs. */
    private static void await(CountDownLatch done, Path part) {
        try {
            if (done.await(SECONDS_AT_SHUTDOWN, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        part.toFile().delete();
    }

    private static Path folder(Path file) {
        var parent = file.toAbsolutePath().getParent();
        return parent == null ? file.toAbsolutePath() : parent;
    }

    private static UncheckedIOException cannotRead(Path file, String reason, IOException cause) {
        return new UncheckedIOException("cannot read " + file + ": " + reason, cause);
    }

    private static UncheckedIOException cannotWrite(Path file, String reason, IOException cause) {
        return new UncheckedIOException("cannot write " + file + ": " + reason, cause);
    }

    private static String reason(IOException e) {
        return switch (e) {
            case ClosedByInterruptException _ -> "the thread was interrupted";
            case AccessDeniedException _ -> "permission denied";
            case NoSuchFileException _ -> "its folder takes no new files";
            case FileSystemException f when f.getReason() != null -> f.getReason();
            default -> String.valueOf(e.getMessage());
        };
    }
}
