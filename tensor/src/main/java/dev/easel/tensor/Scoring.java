package dev.easel.tensor;

import java.lang.foreign.MemorySegment;

/** How some queries of a head weigh its keys, block by block. For one thread. */
sealed interface Scoring permits ExactScoring, ByteScoring {
    /**
     * {@return the weights of a block's keys until the next are asked for, [keys / lanes, queries,
     * lanes]; where the last word lacks a key it has a number that means nothing}
     */
    MemorySegment weights(int block);
}
