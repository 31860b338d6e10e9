package dev.easel.server.job.local;

import dev.easel.server.job.MadePicture;
import dev.easel.server.job.PictureRef;
import dev.easel.server.job.PictureStore;
import dev.easel.server.storage.Transactions;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Pictures that last are in the database, the others in memory. */
@Component
final class LocalPictures implements PictureStore {
    private final JdbcClient client;
    private final Transactions transactions;
    private final Map<UUID, List<Kept>> passing = new ConcurrentHashMap<>();

    LocalPictures(JdbcClient client, Transactions transactions) {
        this.client = client;
        this.transactions = transactions;
    }

    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    private record Kept(PictureRef reference, byte[] file) {}

    @Override
    public List<PictureRef> put(UUID job, List<MadePicture> pictures, boolean lasting) {
        var kept = new ArrayList<Kept>();
        for (var picture : pictures) {
            var reference = new PictureRef(job, kept.size(), UUID.randomUUID(), picture.seed());
            kept.add(new Kept(reference, picture.file()));
        }
        if (lasting) {
            transactions.run(() -> {
                deleteRows(job);
                kept.forEach(this::insert);
            });
        } else {
            passing.put(job, List.copyOf(kept));
        }
        return kept.stream().map(Kept::reference).toList();
    }

    private void insert(Kept kept) {
        var picture = kept.reference();
        client.sql(
                        """
                        insert into job_pictures (job_id, number, id, seed, content)
                        values (:job, :number, :id, :seed, :content)
                        """)
                .param("job", picture.job())
                .param("number", picture.number())
                .param("id", picture.id())
                .param("seed", picture.seed())
                .param("content", kept.file())
                .update();
    }

    @Override
    public List<PictureRef> of(UUID job) {
        return Optional.ofNullable(passing.get(job))
                .map(kept -> kept.stream().map(Kept::reference).toList())
                .orElseGet(() -> rows(job));
    }

    private List<PictureRef> rows(UUID job) {
        return client.sql(
                        """
                        select number, id, seed from job_pictures
                        where job_id = :job order by number
                        """)
                .param("job", job)
                .query((row, _) ->
                        new PictureRef(
                                job,
                                row.getInt("number"),
                                row.getObject("id", UUID.class),
                                row.getLong("seed")))
                .list();
    }

    @Override
    public Optional<byte[]> file(PictureRef picture) {
        return Optional.ofNullable(passing.get(picture.job()))
                .map(kept -> kept.get(picture.number()).file())
                .or(() -> content(picture));
    }

    private Optional<byte[]> content(PictureRef picture) {
        return client.sql(
                        """
                        select content from job_pictures
                        where job_id = :job and number = :number
                        """)
                .param("job", picture.job())
                .param("number", picture.number())
                .query((row, _) -> row.getBytes(1))
                .optional();
    }

    @Override
    public void delete(UUID job) {
        if (passing.remove(job) == null) {
            deleteRows(job);
        }
    }

    private void deleteRows(UUID job) {
        client.sql("delete from job_pictures where job_id = :job").param("job", job).update();
    }
}
