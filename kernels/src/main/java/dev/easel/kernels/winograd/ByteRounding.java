package dev.easel.kernels.winograd;

import dev.easel.kernels.brgemm.Lanes32;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Makes unsigned bytes of numbers: the whole number nearest to value · factor + {@link
 * ByteTiles#ZERO}. For one thread; java's compiler makes vector instructions of its loops.
 */
final class ByteRounding {
    /** With what is added before a fraction is cut off. */
    private static final float SHIFT = ByteTiles.ZERO + 0.5f;

    /** All bits of a float but its sign. */
    private static final int MAGNITUDE = 0x7fffffff;

    private final int[] bits;
    private final byte[] bytes;
    private final short[] pairs;

    /**
     * @param most words of {@link Lanes32} at once
     */
    ByteRounding(int most) {
        bits = new int[most];
        bytes = new byte[most];
        pairs = new short[most];
    }

    /** {@return the largest magnitude of numbers} NaN is the largest. Bits are compared faster. */
    float largest(float[] numbers, int count) {
        MemorySegment.copy(MemorySegment.ofArray(numbers), ValueLayout.JAVA_INT, 0, bits, 0, count);
        return Float.intBitsToFloat(largest(bits, count));
    }

    private static int largest(int[] bits, int count) {
        int most = 0;
        for (int i = 0; i < count; i++) {
            most = Math.max(most, bits[i] & MAGNITUDE);
        }
        return most;
    }

    /**
     * Rounds.
     *
     * @param lanes the numbers of words: the first ones, and where they hold two the second ones
     * @param count of words
     * @param factor by which they become numbers from -127 to 127
     * @param to where the bytes go, in the order of the numbers in memory
     */
    void round(float[][] lanes, int count, float factor, MemorySegment to) {
        if (lanes.length == 1) {
            round(lanes[0], factor, count);
            MemorySegment.copy(MemorySegment.ofArray(bytes), 0, to, 0, count);
        } else {
            roundPairs(lanes, factor, count);
            MemorySegment.copy(MemorySegment.ofArray(pairs), 0, to, 0, 2L * count);
        }
    }

    private void round(float[] numbers, float factor, int count) {
        byte[] to = bytes;
        for (int i = 0; i < count; i++) {
            to[i] = (byte) (int) (numbers[i] * factor + SHIFT);
        }
    }

    private void roundPairs(float[][] lanes, float factor, int count) {
        float[] low = lanes[0];
        float[] high = lanes[1];
        short[] to = pairs;
        for (int i = 0; i < count; i++) {
            int first = (int) (low[i] * factor + SHIFT);
            int second = (int) (high[i] * factor + SHIFT);
            to[i] = (short) (first | second << 8);
        }
    }
}
