package dev.easel.server.studio;

import dev.easel.server.storage.Database;
import dev.easel.server.storage.StorageSettings;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Copies the only job of a service, so that its gallery is full without hours of drawing. */
final class ManyPictures {
    /** Between one and the next. */
    static final int HOURS = 3;

    /** Ids that sort. */
    private static final String COPY =
            "cast('00000000-0000-4000-8000-' || lpad(n.x, 12, '0') as uuid)";

    private static final List<String> STATEMENTS =
            List.of(
                    """
                    insert into jobs (id, owner, request_digest, state, resumable, attempts, model,
                        protocol, request, words, notes, created_at, started_at, finished_at)
                    select %1$s, owner, request_digest, state, resumable, attempts, model,
                        protocol, request, words, notes, dateadd(hour, -%2$d * n.x, created_at),
                        dateadd(hour, -%2$d * n.x, started_at), dateadd(hour, -%2$d * n.x, finished_at)
                    from jobs, system_range(1, %3$d) as n(x)
                    """,
                    """
                    insert into job_pictures (job_id, number, id, seed, width, height, bytes)
                    select %1$s, number, random_uuid(), seed + n.x, width, height, bytes
                    from job_pictures, system_range(1, %3$d) as n(x)
                    """,
                    """
                    insert into picture_files (job_id, number, content)
                    select %1$s, number, content from picture_files, system_range(1, %3$d) as n(x)
                    """);

    private ManyPictures() {}

    /** Makes so many more of one job with one picture. */
    static void copy(Path folder, int count) {
        var settings =
                new StorageSettings(
                        folder.resolve("data"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        1);
        try (var database = Database.open(settings)) {
            var client = JdbcClient.create(database);
            STATEMENTS.forEach(sql -> client.sql(sql.formatted(COPY, HOURS, count)).update());
        }
    }
}
