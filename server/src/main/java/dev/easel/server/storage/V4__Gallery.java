package dev.easel.server.storage;

import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/**
 * Makes jobs things to look through: what stays of their requests, and what is known of their
 * pictures, apart from the files, which whoever lists a thousand of them must not read.
 */
final class V4__Gallery extends BaseJavaMigration {
    private static final List<String> BEFORE =
            List.of(
                    // in the domain's own form, without pictures; what searches look at; one note
                    // a line
                    "alter table jobs add column request text",
                    "alter table jobs add column words text",
                    "alter table jobs add column notes text",
                    "create index jobs_of_owner on jobs (owner, created_at)",
                    "alter table job_pictures rename to picture_files",
                    """
                    create table job_pictures (
                        job_id uuid not null references jobs (id) on delete cascade,
                        number integer not null,
                        id uuid not null,
                        seed bigint not null,
                        width integer not null,
                        height integer not null,
                        bytes bigint not null,
                        primary key (job_id, number)
                    )
                    """);

    private static final List<String> AFTER =
            List.of(
                    "alter table picture_files drop column id",
                    "alter table picture_files drop column seed");

    private static final int PNG_HEADER = 24;
    private static final int WIDTH = 16;
    private static final int HEIGHT = 20;

    @Override
    public void migrate(Context context) throws SQLException {
        var connection = context.getConnection();
        execute(connection, BEFORE);
        try (var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                """
                                select job_id, number, id, seed, octet_length(content) as bytes,
                                    substring(content, 1, 24) as header
                                from picture_files
                                """)) {
            while (rows.next()) {
                insert(connection, rows);
            }
        }
        execute(connection, AFTER);
    }

    private static void execute(Connection connection, List<String> statements)
            throws SQLException {
        try (var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static void insert(Connection connection, ResultSet row) throws SQLException {
        var header = ByteBuffer.wrap(row.getBytes("header"));
        boolean whole = header.remaining() == PNG_HEADER;
        try (var insert =
                connection.prepareStatement(
                        """
                        insert into job_pictures (job_id, number, id, seed, width, height, bytes)
                        values (?, ?, ?, ?, ?, ?, ?)
                        """)) {
            insert.setObject(1, row.getObject("job_id", UUID.class));
            insert.setInt(2, row.getInt("number"));
            insert.setObject(3, row.getObject("id", UUID.class));
            insert.setLong(4, row.getLong("seed"));
            insert.setInt(5, whole ? header.getInt(WIDTH) : 0);
            insert.setInt(6, whole ? header.getInt(HEIGHT) : 0);
            insert.setLong(7, row.getLong("bytes"));
            insert.executeUpdate();
        }
    }
}
