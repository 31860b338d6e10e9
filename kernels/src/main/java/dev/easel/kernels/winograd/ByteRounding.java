package dev.easel.kernels.winograd;

import dev.easel.kernels.brgemm.Lanes32;

import java.lang.foreign.MemorySegment;

/**
 * Makes unsigned bytes of numbers: the whole number nearest to value · factor + zero. For one
 * thread; java's compiler makes vector instructions of its loops.
 */
final class ByteRounding {
    /** What is added before a fraction is cut off. */
    private static final float HALF = 0.5f;

    private final byte[] bytes;
    private final short[] pairs;

    /** How numbers become bytes; what they are rounded to must be between 0 and 255. */
    record Scale(float factor, float zero) {}

    /**
     * @param most words of {@link Lanes32} at once
     */
    ByteRounding(int most) {
        bytes = new byte[most];
        pairs = new short[most];
    }

    /**
     * @param lanes the numbers of words: the first ones, and where they hold two the second ones
     * @param count of words
     * @param to where the bytes go, in the order of the numbers in memory
     */
    void round(float[][] lanes, int count, Scale scale, MemorySegment to) {
        if (lanes.length == 1) {
            round(lanes[0], scale.factor, scale.zero + HALF, count);
            MemorySegment.copy(MemorySegment.ofArray(bytes), 0, to, 0, count);
        } else {
            roundPairs(lanes, scale.factor, scale.zero + HALF, count);
            MemorySegment.copy(MemorySegment.ofArray(pairs), 0, to, 0, 2L * count);
        }
    }

    private void round(float[] numbers, float factor, float shift, int count) {
        byte[] to = bytes;
        for (int i = 0; i < count; i++) {
            to[i] = (byte) (int) (numbers[i] * factor + shift);
        }
    }

    private void roundPairs(float[][] lanes, float factor, float shift, int count) {
        float[] low = lanes[0];
        float[] high = lanes[1];
        short[] to = pairs;
        for (int i = 0; i < count; i++) {
            int first = (int) (low[i] * factor + shift);
            int second = (int) (high[i] * factor + shift);
            to[i] = (short) (first | second << 8);
        }
    }
}
