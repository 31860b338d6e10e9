package dev.easel.server.pull;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;

/**
 * Where files lie until a model is whole: in the hidden folder {@code .pull} of the folder of
 * models, so that a rename makes all of it appear at once. One process at a time has it.
 */
final class Staging implements AutoCloseable {
    private static final String FOLDER = ".pull";

    private final Path folder;
    private final FileChannel lock;

    private Staging(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /**
     * {@return the place for a model, with what earlier attempts left in it}
     *
     * @throws PullException where another process has it
     */
    static Staging open(Path root, String name) throws IOException {
        Path all = Files.createDirectories(root.resolve(FOLDER));
        var lock =
                FileChannel.open(
                        all.resolve(name + ".lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        if (!isTaken(lock)) {
            lock.close();
            throw new PullException(name + " is being downloaded already, by another process");
        }
        return new Staging(Files.createDirectories(all.resolve(name)), lock);
    }

    /** The lock is held until the channel is closed. */
    private static boolean isTaken(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException _) {
            return false;
        }
    }

    /** {@return where a file lies, in a folder that exists} */
    Path place(RemoteFile file) throws IOException {
        Path path = folder.resolve(file.path());
        Files.createDirectories(folder.resolve(file.folder()));
        return path;
    }

    /** {@return the folder} */
    Path folder() {
        return folder;
    }

    /** Makes the folder appear as a whole. */
    void publish(Path target) throws IOException {
        Files.move(folder, target, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Makes a file appear as a whole, and takes the folder away. */
    void publish(Path file, Path target) throws IOException {
        Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
        try (var left = Files.walk(folder)) {
            for (var path : left.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
