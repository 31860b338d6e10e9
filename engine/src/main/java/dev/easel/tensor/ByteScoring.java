package dev.easel.tensor;

import dev.easel.tensor.Brgemm.Strides;
import dev.easel.tensor.KeyProduct.Place;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Optional;

/**
 * Weights in bfloat16 of scores that are products of bytes: unsigned ones of the keys, whose zero
 * is not 0, and signed ones of the queries. That zero, and what {@link ByteKeys} takes off, adds
 * the same to all scores of a query, which changes no weight: only where they come to lie is to be
 * seen to.
 *
 * <p>The largest score of a query is not known. But it is at least 0, which is the mean of all, and
 * at most what the lengths of query and keys allow.
 */
final class ByteScoring implements Scoring {
    /** As {@link FloatScoring#SAFE}, for the largest weight of each query. */
    private static final float SAFE = FloatScoring.SAFE;

    /** {@code 2^x} is a number of full precision from here on. */
    private static final float LEAST = -126;

    private final KeyProduct product;
    private final int head;
    private final Bytes queries;
    private final Powers powers;
    private final SumTile sums = SumTile.ofThread();

    /**
     * Queries as signed bytes.
     *
     * @param words [width / 4, count, 4]
     */
    record Bytes(MemorySegment words, int count) {}

    /**
     * A power of two is {@code sum · factor + offset}; of a sum below {@code least}, that of it.
     */
    record Powers(float factor, float offset, int least) {}

    private ByteScoring(KeyProduct product, int head, Bytes queries, Powers powers) {
        this.product = product;
        this.head = head;
        this.queries = queries;
        this.powers = powers;
    }

    /**
     * {@return how queries weigh keys; nothing where weights could be too far apart}
     *
     * @param factor what makes powers of two of sums
     * @param bound of all powers, without their signs and what zeros add
     */
    static Optional<Scoring> of(
            KeyProduct product, int head, Bytes queries, float factor, float bound) {
        int[] zeros = zeros(queries, product.width());
        float least = Arrays.stream(zeros).min().orElseThrow() * factor;
        float most = Arrays.stream(zeros).max().orElseThrow() * factor;
        if (bound + (most - least) > 2 * SAFE) {
            return Optional.empty();
        }
        float offset = SAFE - bound - most;
        int leastSum = (int) Math.ceil((LEAST - offset) / factor);
        return Optional.of(
                new ByteScoring(product, head, queries, new Powers(factor, offset, leastSum)));
    }

    /** {@return what a key of zeros makes of each query} */
    private static int[] zeros(Bytes queries, int width) {
        byte[] key = new byte[width];
        Arrays.fill(key, TokenColumns.ZERO);
        int[] sums = new int[queries.count];
        var strides = new Strides(width, queries.count, queries.count);
        new Brgemm(DType.U8, 1, queries.count, width, strides)
                .multiply(
                        MemorySegment.ofArray(key),
                        queries.words,
                        MemorySegment.ofArray(sums),
                        false);
        return sums;
    }

    @Override
    public MemorySegment weights(int block) {
        product.multiply(new Place(head, block), queries.words, queries.count, sums::sums);
        int words = product.words(block, queries.count);
        if (product.endsEarly(block)) {
            sums.repeatLast(words, queries.count);
        }
        return sums.weigh(powers, words);
    }
}
