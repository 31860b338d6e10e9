package dev.easel.text.clip;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Byte-pair encoding of one piece of text. The bytes of the piece are the first symbols, the last
 * one marked as the end of a word; then the neighbours whose merge stands first in the list are
 * merged until no listed pair is left.
 *
 * <p>A queue of candidate pairs keeps this at O(n log n) for a piece of n bytes. Immutable and
 * thread-safe. Source: Sennrich et al. 2016, with the byte symbols of GPT-2 and CLIP's end-of-word
 * mark.
 */
final class BytePairMerges {
    private static final String END_OF_WORD = "</w>";
    private static final int NONE = -1;

    private final int[] innerSymbols = new int[256];
    private final int[] finalSymbols = new int[256];
    private final Map<Long, Integer> rankOfPair;
    private final int[] mergedByRank;

    /**
     * Reads the merges ("left right", the most wanted first) against the vocabulary.
     *
     * @throws IllegalArgumentException when a line is not a pair or a part of it is in no entry
     */
    BytePairMerges(Map<String, Integer> vocabulary, List<String> merges, int unknownId) {
        var symbols = ByteSymbols.table();
        for (int value = 0; value < 256; value++) {
            innerSymbols[value] = vocabulary.getOrDefault(symbols[value], unknownId);
            finalSymbols[value] = vocabulary.getOrDefault(symbols[value] + END_OF_WORD, unknownId);
        }
        rankOfPair = HashMap.newHashMap(merges.size());
        mergedByRank = new int[merges.size()];
        for (int rank = 0; rank < merges.size(); rank++) {
            var pair = merges.get(rank).split(" ", -1);
            if (pair.length != 2) {
                throw new IllegalArgumentException(
                        "merge %d must be two symbols with a space between, found \"%s\""
                                .formatted(rank + 1, merges.get(rank)));
            }
            int left = idOf(pair[0], vocabulary, rank);
            int right = idOf(pair[1], vocabulary, rank);
            rankOfPair.putIfAbsent(key(left, right), rank);
            mergedByRank[rank] = idOf(pair[0] + pair[1], vocabulary, rank);
        }
    }

    private static int idOf(String symbol, Map<String, Integer> vocabulary, int rank) {
        var id = vocabulary.get(symbol);
        if (id == null) {
            throw new IllegalArgumentException(
                    "merge %d needs the symbol \"%s\", which is not in the vocabulary"
                            .formatted(rank + 1, symbol));
        }
        return id;
    }

    private static long key(int left, int right) {
        return (long) left << 32 | right;
    }

    /** Returns the token ids of a piece given as UTF-8. */
    int[] encode(byte[] piece) {
        if (piece.length == 0) {
            return new int[0];
        }
        return new Word(piece).mergeAll();
    }

    /** The symbols of one piece while they are merged: a linked list in arrays. */
    private final class Word {
        private final int[] ids;
        private final int[] next;
        private final int[] previous;
        private final MergeQueue queue;

        Word(byte[] piece) {
            int length = piece.length;
            ids = new int[length];
            next = new int[length];
            previous = new int[length];
            queue = new MergeQueue(length);
            for (int i = 0; i < length; i++) {
                ids[i] = innerSymbols[piece[i] & 0xff];
                next[i] = i + 1 < length ? i + 1 : NONE;
                previous[i] = i - 1;
            }
            ids[length - 1] = finalSymbols[piece[length - 1] & 0xff];
            for (int i = 0; i + 1 < length; i++) {
                offer(i);
            }
        }

        int[] mergeAll() {
            while (!queue.isEmpty()) {
                long candidate = queue.poll();
                int left = MergeQueue.position(candidate);
                int merged = mergedByRank[MergeQueue.rank(candidate)];
                if (mergedIdAt(left) == merged) {
                    merge(left, merged);
                }
            }
            var result = new int[ids.length];
            int count = 0;
            for (int i = 0; i != NONE; i = next[i]) {
                result[count++] = ids[i];
            }
            return Arrays.copyOf(result, count);
        }

        private void merge(int left, int merged) {
            int right = next[left];
            ids[left] = merged;
            ids[right] = NONE;
            next[left] = next[right];
            if (next[left] != NONE) {
                previous[next[left]] = left;
            }
            offer(left);
            if (previous[left] != NONE) {
                offer(previous[left]);
            }
        }

        private void offer(int left) {
            int rank = rankAt(left);
            if (rank != NONE) {
                queue.add(rank, left);
            }
        }

        /** What the pair at a position merges to now; NONE when a merge has used it up. */
        private int mergedIdAt(int left) {
            int rank = rankAt(left);
            return rank == NONE ? NONE : mergedByRank[rank];
        }

        private int rankAt(int left) {
            if (ids[left] == NONE || next[left] == NONE) {
                return NONE;
            }
            return rankOfPair.getOrDefault(key(ids[left], ids[next[left]]), NONE);
        }
    }
}
