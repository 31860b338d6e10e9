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
 * @param since those that came at this time or later
 * @param states in one of which they are; in any where there is none
 */
public record JobSearch(
        String owner,
        int limit,
        Optional<UUID> before,
        List<String> words,
        Optional<String> model,
        Optional<Instant> since,
        Set<StoredJob.State> states) {
    public JobSearch {
        words = List.copyOf(words);
        states = Set.copyOf(states);
    }

    /** {@return the same with another number at most} */
    public JobSearch withLimit(int other) {
        return new JobSearch(owner, other, before, words, model, since, states);
    }
}
