package dev.easel.catalog;

import dev.easel.checkpoint.CheckpointException;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;

/**
 * The model that module mini carries, easel-mini: unpacked once into the user's cache, where it is
 * memory-mapped like any other.
 *
 * <p>Thread-safe, and several processes may unpack at the same time: the folder appears whole, by
 * one rename, and only one of them makes it.
 */
public final class EmbeddedModel {
    private static final Object IN_PROCESS = new Object();

    private EmbeddedModel() {}

    /**
     * {@return the model's folder in {@link UserFolders#cache}, unpacked if it is not there yet}
     *
     * @throws IllegalStateException where the user has no home folder for the cache
     * @throws CheckpointException if the cache cannot be written or mini is not on the class path
     */
    public static Path unpack() {
        return unpack(UserFolders.ofProcess().cache());
    }

    /**
     * {@return the model's folder below {@code cacheFolder}, unpacked if it is not there yet}
     *
     * @throws CheckpointException if the cache cannot be written or mini is not on the class path
     */
    public static Path unpack(Path cacheFolder) {
        return unpack(cacheFolder, EmbeddedModel.class.getClassLoader());
    }

    static Path unpack(Path cacheFolder, ClassLoader resources) {
        try {
            var packed = PackedModel.read(resources);
            var folder = cacheFolder.resolve(packed.name());
            if (!packed.isCompleteIn(folder)) {
                unpackOnce(packed, folder, Files.createDirectories(cacheFolder));
            }
            return folder;
        } catch (IOException e) {
            throw new CheckpointException(
                    "cannot unpack the embedded model into %s: %s (EASEL_CACHE names another place)"
                            .formatted(cacheFolder, reason(e)),
                    e);
        }
    }

    private static void unpackOnce(PackedModel packed, Path folder, Path cache) throws IOException {
        // A file lock is held by the process as a whole, so its threads need one of their own.
        synchronized (IN_PROCESS) {
            try (var channel = openLock(cache);
                    var lock = channel.lock()) {
                if (lock.isValid() && !packed.isCompleteIn(folder)) {
                    removeLeftovers(cache);
                    replace(packed, folder, cache);
                }
            }
        }
    }

    private static FileChannel openLock(Path cache) throws IOException {
        return FileChannel.open(
                cache.resolve("easel-mini.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
    }

    private static void replace(PackedModel packed, Path folder, Path cache) throws IOException {
        var fresh = Files.createTempDirectory(cache, "easel-mini-new-");
        try {
            var content = Files.createDirectory(fresh.resolve("model"));
            packed.writeTo(content);
            if (Files.exists(folder)) { // damaged
                Files.move(folder, fresh.resolve("damaged"), StandardCopyOption.ATOMIC_MOVE);
            }
            Files.move(content, folder, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            delete(fresh);
        }
    }

    /** What runs that were killed have left; nobody else is at work, for we hold the lock. */
    private static void removeLeftovers(Path cache) throws IOException {
        try (var leftovers = Files.newDirectoryStream(cache, "easel-mini-new-*")) {
            for (var leftover : leftovers) {
                delete(leftover);
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var paths = Files.walk(folder)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException denied) {
            return denied.getFile() + " may not be written";
        }
        if (e instanceof FileAlreadyExistsException present) {
            return present.getFile() + " is a file, not a folder";
        }
        if (e instanceof FileSystemException failed && failed.getReason() == null) {
            return failed.getFile() + " cannot be made";
        }
        return String.valueOf(e.getMessage());
    }
}
