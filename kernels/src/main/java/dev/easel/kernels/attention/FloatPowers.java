package dev.easel.kernels.attention;

import java.lang.foreign.MemorySegment;

/**
 * Powers of two in float32. The bits of the number {@code 2^n (1 + m)} are {@code 2^23 (127 + n +
 * m)}, a sum of whole numbers, and a polynomial of fifth degree tells 1 + m within 0.0000002. Of
 * one loop for both java's compiler makes no vector instructions, so there are two.
 */
final class FloatPowers implements ExponentialWeights {
    /** Processors are slow with numbers that are less than normal, as products of less would be. */
    private static final float LEAST = -100;

    /** What both loops have at once: a core's first cache holds it. */
    private static final int CHUNK = 2048;

    /** What a power of two more makes of the bits of a number. */
    private static final int EXPONENT = 1 << 23;

    private static final int ONE = 127 * EXPONENT;

    // 1 + m for x - n - 1/2 in [-1/2, 1/2], with the least relative error.
    private static final float C0 = 1.4142137f;
    private static final float C1 = 0.98025787f;
    private static final float C2 = 0.33972406f;
    private static final float C3 = 0.07849894f;
    private static final float C4 = 0.013683282f;
    private static final float C5 = 0.0018775767f;

    private final int[] bits;

    FloatPowers(int most) {
        bits = new int[most];
    }

    @Override
    public void make(float[][] scores, float factor, int count) {
        float[] all = scores[0];
        int[] weights = bits;
        for (int start = 0; start < count; start += CHUNK) {
            int end = Math.min(start + CHUNK, count);
            for (int i = start; i < end; i++) {
                weights[i] = fraction(Math.fma(all[i], factor, -HALF));
            }
            for (int i = start; i < end; i++) {
                weights[i] += exponent(Math.fma(all[i], factor, -HALF));
            }
        }
    }

    @Override
    public void makeBelow(float[] most, float[][] scores, float factor, int count) {
        float[] all = scores[0];
        int[] weights = bits;
        for (int start = 0; start < count; start += CHUNK) {
            int end = Math.min(start + CHUNK, count);
            for (int i = start; i < end; i++) {
                weights[i] = fraction(below(most[i], all[i], factor));
            }
            for (int i = start; i < end; i++) {
                weights[i] += exponent(below(most[i], all[i], factor));
            }
        }
    }

    private static float below(float most, float score, float factor) {
        return Math.max(Math.fma(score - most, factor, -HALF), LEAST - HALF);
    }

    /** {@return the bits of {@code 2^(x + 1/2 - n)}} */
    private static int fraction(float x) {
        float f = x - (x + WHOLE - WHOLE);
        float high = Math.fma(f, Math.fma(f, C5, C4), C3);
        float m = Math.fma(f, Math.fma(f, Math.fma(f, high, C2), C1), C0) - 1;
        return (int) (m * EXPONENT) + ONE;
    }

    /** {@return what n adds to the bits} */
    private static int exponent(float x) {
        return (int) ((x + WHOLE - WHOLE) * EXPONENT);
    }

    @Override
    public MemorySegment memory() {
        return MemorySegment.ofArray(bits);
    }
}
