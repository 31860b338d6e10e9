package dev.easel.kernels.winograd;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Finds the largest magnitude of numbers, for one thread. It is found as bits, which is quicker:
 * java's compiler makes vector instructions of it.
 */
final class AbsMax {
    private static final int MASK = 0x7fffffff;

    private final int[] bits;

    /**
     * @param most numbers at once
     */
    AbsMax(int most) {
        bits = new int[most];
    }

    /** {@return the largest one} What is no number is the largest. */
    float largest(float[] numbers, int count) {
        MemorySegment.copy(MemorySegment.ofArray(numbers), ValueLayout.JAVA_INT, 0, bits, 0, count);
        return Float.intBitsToFloat(largest(bits, count));
    }

    private static int largest(int[] bits, int count) {
        int most = 0;
        for (int i = 0; i < count; i++) {
            most = Math.max(most, bits[i] & MASK);
        }
        return most;
    }
}
