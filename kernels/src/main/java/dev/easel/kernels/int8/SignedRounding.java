package dev.easel.kernels.int8;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Makes signed bytes of numbers: value = byte · scale, with the scale by which the largest is a
 * byte still, and 0 is 0. For one thread; java's compiler makes vector instructions of its loops.
 */
public final class SignedRounding {
    private static final float MOST = 127;
    private static final float LEAST = 1e-12f;

    /** What is added before a fraction is cut off, so that only positive numbers are. */
    private static final float SHIFT = 128.5f;

    private static final int SHIFTED = 128;

    private final AbsMax magnitude;
    private final int[] wide;
    private final byte[] bytes;

    /**
     * @param most numbers at once
     */
    public SignedRounding(int most) {
        magnitude = new AbsMax(most);
        wide = new int[most];
        bytes = new byte[most];
    }

    /** {@return the scale of the bytes that there are from now on} */
    public float round(float[] numbers, int count) {
        float largest = Math.max(LEAST, magnitude.largest(numbers, count));
        round(numbers, MOST / largest, wide, count);
        narrow(wide, bytes, count);
        return largest / MOST;
    }

    private static void round(float[] numbers, float factor, int[] to, int count) {
        for (int i = 0; i < count; i++) {
            to[i] = (int) (numbers[i] * factor + SHIFT) - SHIFTED;
        }
    }

    private static void narrow(int[] from, byte[] to, int count) {
        for (int i = 0; i < count; i++) {
            to[i] = (byte) from[i];
        }
    }

    /** {@return the sum of the first bytes} */
    public int sum(int count) {
        int sum = 0;
        for (int i = 0; i < count; i++) {
            sum += wide[i];
        }
        return sum;
    }

    /** Copies the first bytes. */
    public void copyTo(MemorySegment memory, long offset, int count) {
        MemorySegment.copy(bytes, 0, memory, ValueLayout.JAVA_BYTE, offset, count);
    }

    /** Copies the first bytes as words of four each, as many as there are. */
    public void copyTo(int[] words) {
        MemorySegment.copy(
                MemorySegment.ofArray(bytes),
                ValueLayout.JAVA_INT_UNALIGNED,
                0,
                words,
                0,
                words.length);
    }
}
