package dev.easel.server.access;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/** What tokens are signed with: configured, or made once and kept in the data folder. */
final class Secret {
    private static final Logger LOG = LoggerFactory.getLogger(Secret.class);
    private static final int BYTES = 32;

    private Secret() {}

    /**
     * {@return the secret}
     *
     * @throws IllegalStateException where it cannot be kept; the message says why
     */
    static String of(Optional<String> configured, Path data) {
        var given = configured.filter(secret -> !secret.isBlank());
        given.filter(secret -> secret.length() < BYTES)
                .ifPresent(_ ->
                        LOG.warn(
                                "The secret that signs tokens is short: whoever guesses it makes"
                                        + " tokens; take {} characters or more",
                                BYTES));
        return given.orElseGet(() -> kept(data));
    }

    private static String kept(Path data) {
        Path file = data.resolve("secret");
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(data, forOwnerOnly(data, "rwx------"));
                make(file);
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new IllegalStateException(
                    "The secret that signs tokens cannot be kept in %s: %s"
                            .formatted(file, e.getClass().getSimpleName()));
        }
    }

    /** Whole or not at all; of two processes that make it the first one's is taken. */
    private static void make(Path file) throws IOException {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        Path folder = Optional.ofNullable(file.getParent()).orElse(Path.of(""));
        Path made =
                Files.createTempFile(folder, "secret", ".new", forOwnerOnly(folder, "rw-------"));
        Files.writeString(made, Base64.getEncoder().encodeToString(random));
        try {
            Files.createLink(file, made);
        } catch (FileAlreadyExistsException e) {
            LOG.debug("Another process has made the secret");
        } catch (UnsupportedOperationException e) {
            Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(made);
        }
    }

    private static FileAttribute<?>[] forOwnerOnly(Path path, String permissions) {
        boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
