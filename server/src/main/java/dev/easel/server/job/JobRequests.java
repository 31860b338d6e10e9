package dev.easel.server.job;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.util.Optional;
import java.util.UUID;

/**
 * The requests of jobs that run again after a crash, in a table of their own: they may be large.
 */
final class JobRequests {
    private final JdbcClient client;

    JobRequests(JdbcClient client) {
        this.client = client;
    }

    void put(UUID job, byte[] content) {
        client.sql("insert into job_requests (job_id, content) values (:job, :content)")
                .param("job", job)
                .param("content", content)
                .update();
    }

    Optional<byte[]> find(UUID job) {
        return client.sql("select content from job_requests where job_id = :job")
                .param("job", job)
                .query((row, _) -> row.getBytes(1))
                .optional();
    }

    void delete(UUID job) {
        client.sql("delete from job_requests where job_id = :job").param("job", job).update();
    }
}
