package dev.easel.server.storage;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.nio.file.Path;

/** H2 in a file, which a second process on this machine may open at the same time. */
final class EmbeddedDatabase {
    static {
        // The port by which processes share the file is for this machine alone.
        System.setProperty("h2.bindAddress", "127.0.0.1");
    }

    private EmbeddedDatabase() {}

    static String url(Path data) {
        return "jdbc:h2:file:%s;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;AUTO_SERVER=TRUE;WRITE_DELAY=0"
                .formatted(data.toAbsolutePath().resolve("easel"));
    }

    /** H2 writes at each commit, and asks the disk to keep it only when it is told to. */
    static void toDisk(JdbcClient client) {
        client.sql("CHECKPOINT SYNC").update();
    }
}
