package dev.easel.server.job;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Which of an owner's jobs somebody wants to see, the newest first.
 *
 * @param owner the id of a key, empty while no key is asked for
 * @param limit how many at most
 * @param before those that came before this one of the owner's
 * @param words all of which the prompt has, in any case of letters
 * @param model the name of the model, in any case of letters
 * @param period in which they came
 * @param states in one of which they are; in any where there is none
 */
public record JobSearch(
        String owner,
        int limit,
        Optional<UUID> before,
        List<String> words,
        Optional<String> model,
        Period period,
        Set<StoredJob.State> states) {
    public JobSearch {
        words = List.copyOf(words);
        states = Set.copyOf(states);
    }

    /**
     * A stretch of time.
     *
     * @param since its first moment; without one it has always been
     * @param until the first moment behind it; without one it does not end
     */
    public record Period(Optional<Instant> since, Optional<Instant> until) {
        /** All the time that there is. */
        public static final Period ALWAYS = new Period(Optional.empty(), Optional.empty());
    }

    /** {@return all jobs of an owner, the newest ones up to a limit} */
    public static JobSearch of(String owner, int limit) {
        return new JobSearch(
                owner,
                limit,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Period.ALWAYS,
                Set.of());
    }

    /** {@return the same with another number at most} */
    public JobSearch withLimit(int other) {
        return new JobSearch(owner, other, before, words, model, period, states);
    }
}
