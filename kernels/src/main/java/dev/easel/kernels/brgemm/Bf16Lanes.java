package dev.easel.kernels.brgemm;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Numbers in bfloat16. Java's compiler makes vector instructions of whole numbers of 32 bits alone,
 * so two lie in a word, the lower half being the first in memory; and of none that reads a float's
 * bits, so the bits are copied.
 */
final class Bf16Lanes implements Lanes32 {
    private static final int HIGH = 0xffff0000;

    /** What is added to a float's bits to round to the nearest; if they are odd, one more. */
    private static final int NEARLY_HALF = 0x7fff;

    private final int[] bits;
    private final int[] others;

    /**
     * @param most pairs at once
     */
    Bf16Lanes(int most) {
        bits = new int[most];
        others = new int[most];
    }

    @Override
    public void split(int[] words, int lane, float[] to, int count) {
        if (lane == 0) {
            shift(words, bits, count);
        } else {
            mask(words, bits, count);
        }
        MemorySegment.copy(MemorySegment.ofArray(bits), ValueLayout.JAVA_FLOAT, 0, to, 0, count);
    }

    @Override
    public void join(float[][] lanes, int count, int[] to, int at) {
        MemorySegment.copy(MemorySegment.ofArray(lanes[0]), WORD, 0, bits, 0, count);
        MemorySegment.copy(MemorySegment.ofArray(lanes[1]), WORD, 0, others, 0, count);
        join(bits, others, count);
        System.arraycopy(bits, 0, to, at, count);
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
