package dev.easel.server.job;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.util.Optional;
import java.util.UUID;

/** The requests or the results of jobs, in a table of their own. They go with their jobs. */
final class JobPayloads {
    private final JdbcClient client;
    private final String table;

    JobPayloads(JdbcClient client, String table) {
        this.client = client;
        this.table = table;
    }

    void put(UUID job, byte[] content) {
        client.sql("insert into " + table + " (job_id, content) values (:job, :content)")
                .param("job", job)
                .param("content", content)
                .update();
    }

    Optional<byte[]> find(UUID job) {
        return client.sql("select content from " + table + " where job_id = :job")
                .param("job", job)
                .query((row, _) -> row.getBytes(1))
                .optional();
    }

    void delete(UUID job) {
        client.sql("delete from " + table + " where job_id = :job").param("job", job).update();
    }
}
