package dev.easel.server.job;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The query of a search among the rows of jobs, whose conditions are those that were asked for. */
final class JobListing {
    private final StringBuilder sql =
            new StringBuilder("select * from jobs where owner = :owner and resumable");
    private final Map<String, Object> parameters = new LinkedHashMap<>();

    private JobListing() {}

    /**
     * {@return the jobs that a search finds, newest first; those are kept alone that outlive their
     * client}
     *
     * @param before the place of {@link JobSearch#before()}
     */
    static List<StoredJob> find(
            JdbcClient client, JobSearch search, Optional<JobPlaces.Place> before) {
        var listing = new JobListing();
        listing.parameters.put("owner", search.owner());
        before.ifPresent(listing::before);
        for (int i = 0; i < search.words().size(); i++) {
            listing.and("words like :word" + i + " escape '!'");
            listing.parameters.put("word" + i, pattern(search.words().get(i)));
        }
        search.model()
                .ifPresent(model ->
                        listing.and("lower(model) = :model", "model", KeptRequest.inWords(model)));
        listing.within(search.period());
        if (!search.states().isEmpty()) {
            var states = search.states().stream().map(StoredJob.State::column).toList();
            listing.and("state in (:states)", "states", states);
        }
        return listing.statement(client, search.limit()).query(JobTable::job).list();
    }

    private void within(JobSearch.Period period) {
        period.since().ifPresent(since -> and("created_at >= :since", "since", at(since)));
        period.until().ifPresent(until -> and("created_at < :until", "until", at(until)));
    }

    private void before(JobPlaces.Place job) {
        and("(created_at, id) < (:createdAt, :before)");
        parameters.put("createdAt", at(job.createdAt()));
        parameters.put("before", job.id());
    }

    private void and(String condition) {
        sql.append(" and ").append(condition);
    }

    private void and(String condition, String name, Object value) {
        and(condition);
        parameters.put(name, value);
    }

    private StatementSpec statement(JdbcClient client, int limit) {
        parameters.put("limit", limit);
        sql.append(" order by created_at desc, id desc limit :limit");
        return client.sql(sql.toString()).params(parameters);
    }

    private static OffsetDateTime at(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    private static String pattern(String word) {
        return "%" + KeptRequest.inWords(word).replaceAll("([!%_])", "!$1") + "%";
    }
}
