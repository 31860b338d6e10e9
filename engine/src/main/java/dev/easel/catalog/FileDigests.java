package dev.easel.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * SHA-256 of files, by which people tell models apart. Large files take seconds, so that what was
 * computed is kept in the user's cache, for as long as path, size and time of a file stay.
 */
public final class FileDigests {
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
    private static final int BUFFER = 1 << 20;

    private final Optional<Path> cache;

    private FileDigests(Optional<Path> cache) {
        this.cache = cache;
    }

    /** {@return the digests that the user of this process keeps} */
    public static FileDigests ofProcess() {
        return new FileDigests(UserFolders.ofProcess().findCache().map(c -> c.resolve("digests")));
    }

    /** {@return digests that are kept in a folder, which need not exist} */
    static FileDigests in(Path folder) {
        return new FileDigests(Optional.of(folder));
    }

    /**
     * {@return the SHA-256 of a file's content, 64 digits}
     *
     * @throws UncheckedIOException where it cannot be read, also because the thread is interrupted
     */
    public String sha256(Path file) {
        try {
            var entry = entry(file);
            var kept = entry.flatMap(FileDigests::kept);
            if (kept.isPresent()) {
                return kept.get();
            }
            String computed = computed(file);
            remember(file, computed);
            return computed;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** {@return the SHA-256 of a file where it was computed before; the file is not read} */
    public Optional<String> known(Path file) {
        try {
            return entry(file).flatMap(FileDigests::kept);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Keeps the SHA-256 of a file that somebody else has computed, where it can be kept. */
    public void remember(Path file, String sha256) throws IOException {
        var entry = entry(file);
        cache.ifPresent(folder -> entry.ifPresent(path -> keep(folder, path, sha256)));
    }

    /** {@return where the digest of a file in its present state is kept} */
    private Optional<Path> entry(Path file) throws IOException {
        var real = file.toRealPath();
        var state = "%s\n%d\n%s".formatted(real, Files.size(real), Files.getLastModifiedTime(real));
        var name = Sha256.of(state.getBytes(StandardCharsets.UTF_8));
        return cache.map(folder -> folder.resolve(name.substring(0, 32)));
    }

    private static Optional<String> kept(Path entry) {
        try {
            return Files.exists(entry)
                    ? Optional.of(Files.readString(entry).strip())
                            .filter(text -> DIGEST.matcher(text).matches())
                    : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty(); // it is computed again
        }
    }

    /** Whole or not at all; where it cannot be kept it is computed the next time too. */
    private static void keep(Path folder, Path entry, String digest) {
        var part = folder.resolve("." + UUID.randomUUID());
        try {
            Files.createDirectories(folder);
            Files.writeString(part, digest + "\n");
            Files.move(part, entry, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException cannotBeKept) {
            part.toFile().delete();
        }
    }

    private static String computed(Path file) throws IOException {
        var digest = Sha256.digest();
        var buffer = ByteBuffer.allocateDirect(BUFFER);
        try (var channel = FileChannel.open(file)) {
            while (channel.read(buffer) >= 0) {
                digest.update(buffer.flip());
                buffer.clear();
            }
        }
        return Sha256.text(digest.digest());
    }
}
