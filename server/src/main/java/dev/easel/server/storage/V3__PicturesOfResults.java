package dev.easel.server.storage;

import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/**
 * Brings what version 1 stored into the form of version 2. Results, which were the JSON array of
 * {@code POST /image/sdxl} with base64 in it, become pictures. The requests of jobs that have not
 * ended, which were the bodies of that protocol, are told so: version 0 of their protocol.
 */
final class V3__PicturesOfResults extends BaseJavaMigration {
    private static final String BEFORE = "{\"protocol\":\"imagesdxl\",\"version\":0,\"request\":";

    @Override
    public void migrate(Context context) throws SQLException {
        var connection = context.getConnection();
        for (var job : jobs(connection, "job_results")) {
            insertPictures(connection, job, content(connection, "job_results", job));
        }
        for (var job : jobs(connection, "job_requests")) {
            tag(connection, job, content(connection, "job_requests", job));
        }
        try (var statement = connection.createStatement()) {
            statement.execute("drop table job_results");
        }
    }

    private static List<UUID> jobs(Connection connection, String table) throws SQLException {
        var jobs = new ArrayList<UUID>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select job_id from " + table)) {
            while (rows.next()) {
                jobs.add(rows.getObject(1, UUID.class));
            }
        }
        return jobs;
    }

    /** One at a time, for they may be tens of megabytes. */
    private static byte[] content(Connection connection, String table, UUID job)
            throws SQLException {
        try (var query =
                connection.prepareStatement("select content from " + table + " where job_id = ?")) {
            query.setObject(1, job);
            try (var rows = query.executeQuery()) {
                return rows.next() ? rows.getBytes(1) : new byte[0];
            }
        }
    }

    private static void insertPictures(Connection connection, UUID job, byte[] results)
            throws SQLException {
        int number = 0;
        for (JsonNode item : JsonMapper.shared().readTree(results)) {
            try (var insert =
                    connection.prepareStatement(
                            """
                            insert into job_pictures (job_id, number, id, seed, content)
                            values (?, ?, ?, ?, ?)
                            """)) {
                insert.setObject(1, job);
                insert.setInt(2, number++);
                insert.setObject(3, UUID.fromString(item.path("id").stringValue()));
                insert.setLong(4, item.path("seed").longValue());
                insert.setBytes(5, Base64.getDecoder().decode(item.path("base64").stringValue()));
                insert.executeUpdate();
            }
        }
    }

    private static void tag(Connection connection, UUID job, byte[] body) throws SQLException {
        var tagged = new ByteArrayOutputStream();
        tagged.writeBytes(BEFORE.getBytes(StandardCharsets.UTF_8));
        tagged.writeBytes(body);
        tagged.write('}');
        try (var update =
                connection.prepareStatement(
                        "update job_requests set content = ? where job_id = ?")) {
            update.setBytes(1, tagged.toByteArray());
            update.setObject(2, job);
            update.executeUpdate();
        }
    }
}
