package dev.easel.tensor;

import java.util.Optional;

/** The keys of attention, of all heads. */
sealed interface Keys permits ExactKeys, ByteKeys {
    /**
     * {@return how queries of a head weigh its keys; nothing where one of them is no number}
     *
     * @param factor what makes powers of two of products of queries and keys
     */
    Optional<Scoring> scoring(int head, TransposedTokens queries, float factor);
}
