package dev.easel.server.job;

import dev.easel.server.billing.Usd;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * A job as the database knows it, without the pictures of its request and its result, which may be
 * large.
 *
 * @param protocol by which it was asked for
 * @param attempts how often it was started
 * @param cost once it is done
 * @param reason why it failed; absent in rows of before there were reasons
 * @param error one sentence, where it failed or was cancelled for a reason
 * @param kept what stays of its request
 */
public record StoredJob(
        UUID id,
        String owner,
        Optional<String> idempotencyKey,
        String requestDigest,
        State state,
        boolean resumable,
        int attempts,
        String protocol,
        String model,
        Optional<Usd> cost,
        Optional<JobState.Reason> reason,
        Optional<String> error,
        Instant createdAt,
        Optional<Instant> startedAt,
        Optional<Instant> finishedAt,
        KeptRequest kept) {

    /** {@return whether nothing will change any more} */
    public boolean hasEnded() {
        return finishedAt.isPresent();
    }

    /** Where a job is: one of the two it begins with, or one of the three ends. */
    public enum State {
        QUEUED,
        GENERATING,
        DONE,
        FAILED,
        CANCELLED;

        /** {@return the name that the table has, such as {@code queued}} */
        String column() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String column) {
            return valueOf(column.toUpperCase(Locale.ROOT));
        }
    }
}
