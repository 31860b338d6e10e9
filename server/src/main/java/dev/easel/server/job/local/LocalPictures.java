package dev.easel.server.job.local;

import dev.easel.server.job.MadePicture;
import dev.easel.server.job.PictureRef;
import dev.easel.server.job.PictureStore;
import dev.easel.server.storage.Transactions;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Pictures that last are in the database, the others in memory. */
@Component
final class LocalPictures implements PictureStore {
    private final PictureTable table;
    private final Transactions transactions;
    private final Map<UUID, List<Kept>> passing = new ConcurrentHashMap<>();

    LocalPictures(JdbcClient client, Transactions transactions) {
        this.table = new PictureTable(client);
        this.transactions = transactions;
    }

    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    private record Kept(PictureRef reference, byte[] file) {}

    @Override
    public List<PictureRef> put(UUID job, List<MadePicture> pictures, boolean lasting) {
        var kept = new ArrayList<Kept>();
        for (var picture : pictures) {
            var reference =
                    new PictureRef(
                            job,
                            kept.size(),
                            UUID.randomUUID(),
                            picture.seed(),
                            picture.width(),
                            picture.height());
            kept.add(new Kept(reference, picture.file()));
        }
        if (lasting) {
            transactions.run(() -> {
                table.delete(job);
                kept.forEach(one -> table.insert(one.reference(), one.file()));
            });
        } else {
            passing.put(job, List.copyOf(kept));
        }
        return kept.stream().map(Kept::reference).toList();
    }

    @Override
    public List<PictureRef> of(UUID job) {
        return of(List.of(job)).getOrDefault(job, List.of());
    }

    @Override
    public Map<UUID, List<PictureRef>> of(Collection<UUID> jobs) {
        var lasting = jobs.stream().filter(Predicate.not(passing::containsKey)).toList();
        Map<UUID, List<PictureRef>> found = table.of(lasting);
        for (var job : jobs) {
            Optional.ofNullable(passing.get(job))
                    .ifPresent(kept -> found.put(job, references(kept)));
        }
        return found;
    }

    private static List<PictureRef> references(List<Kept> kept) {
        return kept.stream().map(Kept::reference).toList();
    }

    @Override
    public Map<UUID, Long> lastingBytes() {
        return table.bytes();
    }

    @Override
    public Optional<byte[]> file(PictureRef picture) {
        return Optional.ofNullable(passing.get(picture.job()))
                .map(kept ->
                        kept.stream()
                                .filter(one -> one.reference().equals(picture))
                                .map(Kept::file)
                                .findFirst())
                .orElseGet(() -> table.file(picture));
    }

    @Override
    public void delete(UUID job) {
        if (passing.remove(job) == null) {
            transactions.run(() -> table.delete(job));
        }
    }

    @Override
    public boolean delete(UUID job, int number) {
        var kept = passing.get(job);
        if (kept == null) {
            return transactions.get(() -> table.delete(job, number));
        }
        var rest =
                kept.stream()
                        .filter(one -> one.reference().number() != number)
                        .collect(Collectors.toUnmodifiableList());
        return rest.size() < kept.size() && passing.replace(job, kept, rest);
    }
}
