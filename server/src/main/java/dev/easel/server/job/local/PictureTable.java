package dev.easel.server.job.local;

import dev.easel.server.job.PictureRef;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The rows of pictures, and apart from them their files, which are large. */
final class PictureTable {
    private final JdbcClient client;

    PictureTable(JdbcClient client) {
        this.client = client;
    }

    void insert(PictureRef picture, byte[] file) {
        client.sql(
                        """
                        insert into job_pictures (job_id, number, id, seed, width, height, bytes)
                        values (:job, :number, :id, :seed, :width, :height, :bytes)
                        """)
                .param("job", picture.job())
                .param("number", picture.number())
                .param("id", picture.id())
                .param("seed", picture.seed())
                .param("width", picture.width())
                .param("height", picture.height())
                .param("bytes", file.length)
                .update();
        client.sql(
                        """
                        insert into picture_files (job_id, number, content)
                        values (:job, :number, :content)
                        """)
                .param("job", picture.job())
                .param("number", picture.number())
                .param("content", file)
                .update();
    }

    /** {@return the pictures of jobs in their order, by job; it may be changed} */
    Map<UUID, List<PictureRef>> of(Collection<UUID> jobs) {
        var found = new HashMap<UUID, List<PictureRef>>();
        if (!jobs.isEmpty()) {
            client.sql(
                            """
                            select job_id, number, id, seed, width, height from job_pictures
                            where job_id in (:jobs) order by job_id, number
                            """)
                    .param("jobs", jobs)
                    .query((row, _) -> picture(row))
                    .list()
                    .forEach(p -> found.computeIfAbsent(p.job(), _ -> new ArrayList<>()).add(p));
        }
        return found;
    }

    private static PictureRef picture(ResultSet row) throws SQLException {
        return new PictureRef(
                row.getObject("job_id", UUID.class),
                row.getInt("number"),
                row.getObject("id", UUID.class),
                row.getLong("seed"),
                row.getInt("width"),
                row.getInt("height"));
    }

    Map<UUID, Long> bytes() {
        var bytes = new HashMap<UUID, Long>();
        client.sql("select job_id, sum(bytes) from job_pictures group by job_id")
                .query(row -> {
                    bytes.put(row.getObject(1, UUID.class), row.getLong(2));
                });
        return bytes;
    }

    Optional<byte[]> file(PictureRef picture) {
        return client.sql(
                        """
                        select content from picture_files
                        where job_id = :job and number = :number
                        """)
                .param("job", picture.job())
                .param("number", picture.number())
                .query((row, _) -> row.getBytes(1))
                .optional();
    }

    void delete(UUID job) {
        int rows =
                client.sql("delete from job_pictures where job_id = :job")
                        .param("job", job)
                        .update();
        if (rows > 0) { // there is a file for each
            client.sql("delete from picture_files where job_id = :job").param("job", job).update();
        }
    }

    /** {@return whether there was such a picture} */
    boolean delete(UUID job, int number) {
        int deleted = 0;
        for (var table : List.of("picture_files", "job_pictures")) {
            deleted +=
                    client.sql("delete from " + table + " where job_id = :job and number = :number")
                            .param("job", job)
                            .param("number", number)
                            .update();
        }
        return deleted > 0;
    }
}
