package dev.easel.tensor;

import dev.easel.tensor.Brgemm.Strides;
import dev.easel.tensor.KeyQueryProduct.Place;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Optional;

/**
 * Weights of scores that are products of bytes: unsigned ones of the keys, whose zero is not 0, and
 * signed ones of the queries. That zero, and what {@link ByteKeys} takes off, adds the same to all
 * scores of a query, which changes no weight: only where they come to lie is to be seen to.
 *
 * <p>The largest score of a query is not known. But it is at least 0, which is the mean of all, and
 * at most what the lengths of query and keys allow.
 */
final class ByteScoring implements Scoring {
    /** As {@link ExactScoring#SAFE}, for the largest weight of each query. */
    private static final float SAFE = ExactScoring.SAFE;

    /** Weights are told apart down to this power of two below a query's largest at least. */
    private static final float ROOM = 26;

    private final KeyQueryProduct product;
    private final int head;
    private final Bytes queries;
    private final float factor;
    private final SumTile sums;
    private float offset;

    /**
     * Queries as signed bytes.
     *
     * @param words [width / 4, count, 4]
     */
    record Bytes(MemorySegment words, int count) {}

    private ByteScoring(KeyQueryProduct product, int head, Bytes queries, float factor) {
        this.product = product;
        this.head = head;
        this.queries = queries;
        this.factor = factor;
        sums = SumTile.ofThread(product.weights());
    }

    /**
     * {@return how queries weigh keys; nothing where weights could be too far apart}
     *
     * @param factor what makes powers of two of sums
     * @param bound of all powers, without their signs and what zeros add
     */
    static Optional<Scoring> of(
            KeyQueryProduct product, int head, Bytes queries, float factor, float bound) {
        var scoring = new ByteScoring(product, head, queries, factor);
        return scoring.fits(bound) ? Optional.of(scoring) : Optional.empty();
    }

    private boolean fits(float bound) {
        int[] zeros = zeros();
        float least = Arrays.stream(zeros).min().orElseThrow() * factor;
        float most = Arrays.stream(zeros).max().orElseThrow() * factor;
        offset = SAFE - bound - most;
        return offset + least >= sums.leastPower() + ROOM;
    }

    /** {@return what a key of zeros makes of each query} */
    private int[] zeros() {
        byte[] key = new byte[product.width()];
        Arrays.fill(key, TransposedTokens.ZERO);
        int[] products = new int[queries.count];
        var strides = new Strides(key.length, queries.count, queries.count);
        new Brgemm(product.type(), 1, queries.count, key.length, strides)
                .multiply(
                        MemorySegment.ofArray(key),
                        queries.words,
                        MemorySegment.ofArray(products),
                        false);
        return products;
    }

    @Override
    public MemorySegment weights(int block) {
        product.multiply(new Place(head, block), queries.words, queries.count, sums::sums);
        int words = product.words(block, queries.count);
        if (product.endsEarly(block)) {
            sums.repeatLast(words, queries.count);
        }
        return sums.weigh(factor, offset, words);
    }
}
