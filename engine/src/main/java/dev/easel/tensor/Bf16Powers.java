package dev.easel.tensor;

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

    private final short[] bits;

    Bf16Powers(int most) {
        bits = new short[most];
    }

    @Override
    public void make(float[] scores, float factor, int count) {
        short[] weights = bits;
        for (int i = 0; i < count; i++) {
            weights[i] = power(Math.fma(scores[i], factor, -HALF));
        }
    }

    @Override
    public void makeBelow(float[] most, float[] scores, float factor, int count) {
        short[] weights = bits;
        for (int i = 0; i < count; i++) {
            float x = Math.fma(scores[i] - most[i], factor, -HALF);
            weights[i] = power(Math.max(x, LEAST - HALF));
        }
    }

    /** {@return the bits of {@code 2^(x + 1/2)}} */
    private static short power(float x) {
        float n = x + WHOLE - WHOLE;
        float f = x - n;
        float m = Math.fma(f, Math.fma(f, Math.fma(f, C3, C2), C1), C0);
        return (short) (int) Math.fma(n, 128, m);
    }

    @Override
    public MemorySegment memory() {
        return MemorySegment.ofArray(bits);
    }
}
