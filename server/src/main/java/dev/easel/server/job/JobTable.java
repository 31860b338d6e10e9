package dev.easel.server.job;

import dev.easel.server.billing.Usd;
import dev.easel.server.job.JobStore.NewJob;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The rows of jobs. Each change says whether it was this one that made it. */
final class JobTable {
    private static final String JOBS = "select * from jobs ";

    private final JdbcClient client;
    private final Clock clock;

    JobTable(JdbcClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    /** Does nothing, and says so, where the owner has a job of the same idempotency key. */
    boolean insert(NewJob job) {
        return changed(
                client.sql(
                                """
                                insert into jobs (id, owner, idempotency_key, request_digest,
                                    state, resumable, protocol, model, created_at,
                                    request, words, notes)
                                values (:id, :owner, :key, :digest,
                                    'queued', :resumable, :protocol, :model, :now,
                                    :request, :words, :notes)
                                on conflict do nothing
                                """)
                        .param("id", job.id())
                        .param("owner", job.owner())
                        .param("key", job.idempotencyKey().orElse(null))
                        .param("digest", job.requestDigest())
                        .param("resumable", job.resumable())
                        .param("protocol", job.protocol())
                        .param("model", job.model())
                        .param("now", at(clock.instant()))
                        .param("request", job.kept().request())
                        .param("words", job.kept().words())
                        .param("notes", lines(job.kept())));
    }

    /** Writes down what a job is that came before requests were kept. */
    void describe(UUID id, KeptRequest kept) {
        client.sql(
                        """
                        update jobs set request = :request, words = :words, notes = :notes
                        where id = :id
                        """)
                .param("id", id)
                .param("request", kept.request())
                .param("words", kept.words())
                .param("notes", lines(kept))
                .update();
    }

    Optional<StoredJob> find(UUID id) {
        return client.sql(JOBS + "where id = :id").param("id", id).query(JobTable::job).optional();
    }

    Optional<StoredJob> find(String owner, String idempotencyKey) {
        return client.sql(JOBS + "where owner = :owner and idempotency_key = :key")
                .param("owner", owner)
                .param("key", idempotencyKey)
                .query(JobTable::job)
                .optional();
    }

    /**
     * {@return the kept jobs that a search finds, newest first}
     *
     * @param before the place of {@link JobSearch#before()}, where there is one
     */
    List<StoredJob> find(JobSearch search, Optional<JobPlaces.Place> before) {
        return search.before().isPresent() && before.isEmpty()
                ? List.of()
                : JobListing.find(client, search, before);
    }

    /** {@return what waits or runs, oldest first} */
    List<StoredJob> unfinished() {
        return client.sql(JOBS + "where state in ('queued', 'generating') order by created_at, id")
                .query(JobTable::job)
                .list();
    }

    boolean start(UUID id) {
        return changed(
                client.sql(
                                """
                                update jobs
                                set state = 'generating', attempts = attempts + 1, started_at = :now
                                where id = :id and state = 'queued'
                                """)
                        .param("id", id)
                        .param("now", at(clock.instant())));
    }

    boolean queueAgain(UUID id) {
        return changed(
                client.sql(
                                """
                                update jobs set state = 'queued', started_at = null
                                where id = :id and state in ('queued', 'generating')
                                """)
                        .param("id", id));
    }

    boolean putBack(UUID id) {
        return changed(
                client.sql(
                                """
                                update jobs
                                set state = 'queued', attempts = attempts - 1, started_at = null
                                where id = :id and state = 'generating'
                                """)
                        .param("id", id));
    }

    boolean finish(UUID id, Usd cost) {
        return changed(
                client.sql(
                                """
                                update jobs set state = 'done', cost = :cost, finished_at = :now
                                where id = :id and state = 'generating'
                                """)
                        .param("id", id)
                        .param("cost", cost.amount())
                        .param("now", at(clock.instant())));
    }

    /** Ends a job that has no pictures, with a sentence why or without. */
    boolean end(UUID id, StoredJob.State state, Optional<JobState.Failed> why) {
        return changed(
                client.sql(
                                """
                                update jobs set state = :state, reason = :reason, error = :error,
                                    finished_at = :now
                                where id = :id and state in ('queued', 'generating')
                                """)
                        .param("id", id)
                        .param("state", state.column())
                        .param("reason", why.map(w -> w.reason().name()).orElse(null))
                        // PostgreSQL has no room for NUL
                        .param(
                                "error",
                                why.map(w -> w.sentence().replace('\0', '\uFFFD')).orElse(null))
                        .param("now", at(clock.instant())));
    }

    boolean delete(UUID id) {
        return changed(client.sql("delete from jobs where id = :id").param("id", id));
    }

    boolean deleteEnded(UUID id) {
        return changed(
                client.sql("delete from jobs where id = :id and finished_at is not null")
                        .param("id", id));
    }

    List<UUID> endedBefore(Instant time) {
        return client.sql("select id from jobs where finished_at < :time")
                .param("time", at(time))
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }

    /** {@return the jobs that have ended, the oldest first} */
    List<UUID> ended() {
        return client.sql(
                        "select id from jobs where finished_at is not null order by finished_at,"
                                + " id")
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }

    int deleteEndedBefore(Instant time) {
        return client.sql("delete from jobs where finished_at < :time")
                .param("time", at(time))
                .update();
    }

    private static boolean changed(StatementSpec statement) {
        return statement.update() > 0;
    }

    private static OffsetDateTime at(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    static StoredJob job(ResultSet row, int number) throws SQLException {
        return new StoredJob(
                row.getObject("id", UUID.class),
                row.getString("owner"),
                Optional.ofNullable(row.getString("idempotency_key")),
                row.getString("request_digest"),
                StoredJob.State.of(row.getString("state")),
                row.getBoolean("resumable"),
                row.getInt("attempts"),
                row.getString("protocol"),
                row.getString("model"),
                Optional.ofNullable(row.getBigDecimal("cost")).map(Usd::of),
                Optional.ofNullable(row.getString("reason")).map(JobState.Reason::valueOf),
                Optional.ofNullable(row.getString("error")),
                time(row, "created_at").orElseThrow(),
                time(row, "started_at"),
                time(row, "finished_at"),
                kept(row));
    }

    private static String lines(KeptRequest kept) {
        return String.join("\n", kept.notes());
    }

    private static KeptRequest kept(ResultSet row) throws SQLException {
        String notes = text(row, "notes");
        return new KeptRequest(
                text(row, "words"),
                text(row, "request"),
                notes.isEmpty() ? List.of() : List.of(notes.split("\n")));
    }

    private static String text(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column)).orElse("");
    }

    private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
                .map(OffsetDateTime::toInstant);
    }
}
