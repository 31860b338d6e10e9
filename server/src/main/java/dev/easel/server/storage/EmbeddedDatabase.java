package dev.easel.server.storage;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/** H2 in a file, which a second process on this machine may open at the same time. */
final class EmbeddedDatabase {
    static final String PREFIX = "jdbc:h2:file:";

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);

    static {
        // The port by which processes share the file is for this machine alone.
        System.setProperty("h2.bindAddress", "127.0.0.1");
    }

    private EmbeddedDatabase() {}

    /** {@return the address of the database in a folder, which is made where it is missing} */
    static DatabaseAddress address(Path data) {
        var file = folder(data).resolve("easel");
        return new DatabaseAddress(
                "org.h2.Driver",
                PREFIX
                        + file
                        + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH"
                        + ";AUTO_SERVER=TRUE;WRITE_DELAY=0;LOCK_TIMEOUT=20000",
                file + ".mv.db",
                Optional.empty(),
                Optional.empty());
    }

    /**
     * {@return the folder of the database's files within that of the data, made where it is
     * missing} It is for its owner alone, because whoever reads H2's lock file may use the
     * database.
     */
    static Path folder(Path data) {
        return made(data.toAbsolutePath().normalize().resolve("database"));
    }

    private static Path made(Path folder) {
        if (folder.toString().contains(";")) {
            throw new IllegalStateException(
                    "The folder of the data must be without a semicolon, got " + folder);
        }
        try {
            Files.createDirectories(folder, forOwnerOnly(folder));
        } catch (IOException e) {
            throw new IllegalStateException(
                    "The folder of the database, %s, cannot be made: %s"
                            .formatted(folder, e.getClass().getSimpleName()));
        }
        if (!Files.isWritable(folder)) {
            throw new IllegalStateException(
                    "The folder of the database, %s, cannot be written to".formatted(folder));
        }
        return folder;
    }

    private static FileAttribute<?>[] forOwnerOnly(Path folder) {
        boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }

    /**
     * Keeps H2 from closing itself the moment that this process is asked to end: what runs is then
     * ended in order, and stored. H2 refuses its own setting for this (DB_CLOSE_ON_EXIT) on a file
     * that processes share, so its hook is taken out.
     */
    static void closeOnlyWhenAsked() {
        closeOnlyWhenAsked("org.h2.engine.OnExitDatabaseCloser");
    }

    /**
     * Takes a hook out. Without that, the database works all the same; what runs when the process
     * is asked to end may then not be stored.
     *
     * @param hook the name of the class of which H2 keeps its hook, which is H2's own affair
     */
    static void closeOnlyWhenAsked(String hook) {
        try {
            var instance = Class.forName(hook).getDeclaredField("INSTANCE");
            instance.setAccessible(true);
            Runtime.getRuntime().removeShutdownHook((Thread) instance.get(null));
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.warn(
                    "This H2 has no {}: it may close its file before jobs that run have ended, when"
                            + " the server is asked to stop",
                    hook);
            LOG.debug("H2's hook cannot be taken out", e);
        }
    }

    /** H2 writes at each commit, and asks the disk to keep it only when it is told to. */
    static void toDisk(JdbcClient client) {
        client.sql("CHECKPOINT SYNC").update();
    }
}
