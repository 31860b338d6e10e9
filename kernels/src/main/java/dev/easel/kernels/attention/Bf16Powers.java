package dev.easel.kernels.attention;

import java.lang.foreign.MemorySegment;

/**
 * Powers of two in bfloat16. The bits of the number {@code 2^n (1 + m)}, read as an integer, are
 * {@code 128 (127 + n + m)}, and a polynomial of third degree tells m within 0.00008: a fiftieth of
 * what is rounded off.
 */
final class Bf16Powers implements ExponentialWeights {
    /** {@code 2^x} is a number of full precision for -126 <= x < 128. */
    private static final float LEAST = -126;

    // 128 (127 + m) + 1/2 for x - n - 1/2 in [-1/2, 1/2], with the least relative error of 1 + m.
    private static final float C0 = 16309.506f;
    private static final float C1 = 125.49364f;
    private static final float C2 = 43.917213f;
    private static final float C3 = 9.987100f;

    private final int[] pairs;

    Bf16Powers(int most) {
        pairs = new int[most];
    }

    @Override
    public void make(float[][] scores, float factor, int count) {
        float[] low = scores[0];
        float[] high = scores[1];
        int[] weights = pairs;
        for (int i = 0; i < count; i++) {
            int first = power(Math.fma(low[i], factor, -HALF));
            int second = power(Math.fma(high[i], factor, -HALF));
            weights[i] = first | second << 16;
        }
    }

    @Override
    public void makeBelow(float[] most, float[][] scores, float factor, int count) {
        float[] low = scores[0];
        float[] high = scores[1];
        int[] weights = pairs;
        for (int i = 0; i < count; i++) {
            float first = Math.fma(low[i] - most[i], factor, -HALF);
            float second = Math.fma(high[i] - most[i], factor, -HALF);
            int lower = power(Math.max(first, LEAST - HALF));
            weights[i] = lower | power(Math.max(second, LEAST - HALF)) << 16;
        }
    }

    /** {@return the bits of {@code 2^(x + 1/2)}} */
    private static int power(float x) {
        float n = x + WHOLE - WHOLE;
        float f = x - n;
        float m = Math.fma(f, Math.fma(f, Math.fma(f, C3, C2), C1), C0);
        return (int) Math.fma(n, 128, m);
    }

    @Override
    public MemorySegment memory() {
        return MemorySegment.ofArray(pairs);
    }
}
