package dev.easel.tensor;

import java.lang.foreign.MemorySegment;

/**
 * Numbers in bfloat16 and the floats that they are. Java's compiler makes vector instructions of
 * whole numbers of 32 bits alone, so two lie in one, the lower half being the first in memory; and
 * of none that reads a float's bits, so the bits are copied. For one thread.
 */
final class Bf16Pairs {
    private static final int HIGH = 0xffff0000;

    /** What is added to a float's bits to round to the nearest; if they are odd, one more. */
    private static final int NEARLY_HALF = 0x7fff;

    private final int[] bits;
    private final int[] others;

    /**
     * @param most pairs at once
     */
    Bf16Pairs(int most) {
        bits = new int[most];
        others = new int[most];
    }

    /** Makes floats of the first of each pair. */
    void low(int[] pairs, float[] to, int count) {
        shift(pairs, bits, count);
        copy(MemorySegment.ofArray(bits), MemorySegment.ofArray(to), count);
    }

    /** Makes floats of the second of each pair. */
    void high(int[] pairs, float[] to, int count) {
        mask(pairs, bits, count);
        copy(MemorySegment.ofArray(bits), MemorySegment.ofArray(to), count);
    }

    /** {@return pairs of what is nearest to the floats, good until the next call} */
    int[] join(float[] low, float[] high, int count) {
        copy(MemorySegment.ofArray(low), MemorySegment.ofArray(bits), count);
        copy(MemorySegment.ofArray(high), MemorySegment.ofArray(others), count);
        join(bits, others, count);
        return bits;
    }

    private static void copy(MemorySegment from, MemorySegment to, int count) {
        MemorySegment.copy(from, 0, to, 0, (long) count * Integer.BYTES);
    }

    private static void shift(int[] pairs, int[] bits, int count) {
        for (int i = 0; i < count; i++) {
            bits[i] = pairs[i] << 16;
        }
    }

    private static void mask(int[] pairs, int[] bits, int count) {
        for (int i = 0; i < count; i++) {
            bits[i] = pairs[i] & HIGH;
        }
    }

    private static void join(int[] low, int[] high, int count) {
        for (int i = 0; i < count; i++) {
            int first = low[i];
            int second = high[i];
            int rounded = first + NEARLY_HALF + ((first >>> 16) & 1);
            int other = second + NEARLY_HALF + ((second >>> 16) & 1);
            low[i] = (rounded >>> 16) | (other & HIGH);
        }
    }
}
