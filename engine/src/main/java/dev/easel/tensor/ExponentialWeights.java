package dev.easel.tensor;

/**
 * Attention's weights before they are divided by their sum: the bits of powers of two in bfloat16
 * or float32, made by loops that java's compiler makes vector instructions of.
 *
 * <p>The bits of the bfloat16 number {@code 2^n (1 + m)}, read as an integer, are {@code 128 (127 +
 * n + m)}. For {@code 2^x} n is ⌊x⌋ and m is {@code 2^(x - n) - 1}, which a polynomial of third
 * degree tells within 0.00008: a fiftieth of what is rounded off. (N. Schraudolph, "A fast, compact
 * approximation of the exponential function", 1999, has a constant in the polynomial's place.)
 */
final class ExponentialWeights {
    /** {@code 2^x} is a number of full precision for -126 <= x < 128. */
    private static final float LEAST = -126;

    private static final float LEAST_IN_F32 = -100;

    /** Between 2²³ and 2²⁴ floats have no fraction: what is added to this is rounded. */
    private static final float WHOLE = 1.5f * (1 << 23);

    /** {@code ⌊x⌋} is the whole number nearest to {@code x - 1/2}. */
    private static final float HALF = 0.5f;

    // 128 (127 + m) + 1/2 for x - n - 1/2 in [-1/2, 1/2], with the least relative error of 1 + m.
    private static final float C0 = 16309.506f;
    private static final float C1 = 125.49364f;
    private static final float C2 = 43.917213f;
    private static final float C3 = 9.987100f;

    /**
     * What is made at once in two loops, for java's compiler makes no vector instructions of one as
     * long: a core's first cache holds it.
     */
    private static final int CHUNK = 2048;

    /** What a power of two more makes of the bits of a float. */
    private static final int FLOAT_EXPONENT = 1 << 23;

    private static final int FLOAT_ONE = 127 * FLOAT_EXPONENT;

    // 1 + m for x - n - 1/2 in [-1/2, 1/2], with the least relative error.
    private static final float F0 = 1.4142137f;
    private static final float F1 = 0.98025787f;
    private static final float F2 = 0.33972406f;
    private static final float F3 = 0.07849894f;
    private static final float F4 = 0.013683282f;
    private static final float F5 = 0.0018775767f;

    private ExponentialWeights() {}

    /** Makes {@code 2^(score · factor)} of the first scores, for powers from -126 to 127. */
    static void of(float[] scores, float factor, short[] weights, int count) {
        for (int i = 0; i < count; i++) {
            weights[i] = power(Math.fma(scores[i], factor, -HALF));
        }
    }

    /**
     * Makes {@code 2^((score - most) · factor)} of the first scores, each at most its {@code most};
     * what would be less than 2^-126 becomes that.
     */
    static void below(float[] most, float[] scores, float factor, short[] weights, int count) {
        for (int i = 0; i < count; i++) {
            float x = Math.fma(scores[i] - most[i], factor, -HALF);
            weights[i] = power(Math.max(x, LEAST - HALF));
        }
    }

    /** As {@link #of(float[], float, short[], int)}, in float32. */
    static void of(float[] scores, float factor, int[] weights, int count) {
        for (int start = 0; start < count; start += CHUNK) {
            int end = Math.min(start + CHUNK, count);
            for (int i = start; i < end; i++) {
                weights[i] = fraction(Math.fma(scores[i], factor, -HALF));
            }
            for (int i = start; i < end; i++) {
                weights[i] += exponent(Math.fma(scores[i], factor, -HALF));
            }
        }
    }

    /**
     * As {@link #below(float[], float[], float, short[], int)}, in float32; what would be less than
     * 2^-100 becomes that. Processors are slow with numbers that are less than normal, as its
     * products would be.
     */
    static void below(float[] most, float[] scores, float factor, int[] weights, int count) {
        for (int start = 0; start < count; start += CHUNK) {
            int end = Math.min(start + CHUNK, count);
            for (int i = start; i < end; i++) {
                weights[i] = fraction(small(most[i], scores[i], factor));
            }
            for (int i = start; i < end; i++) {
                weights[i] += exponent(small(most[i], scores[i], factor));
            }
        }
    }

    private static float small(float most, float score, float factor) {
        return Math.max(Math.fma(score - most, factor, -HALF), LEAST_IN_F32 - HALF);
    }

    /** {@return the bits of {@code 2^(x + 1/2)} in float32 without what its exponent is off 0} */
    private static int fraction(float x) {
        float f = x - (x + WHOLE - WHOLE);
        float high = Math.fma(f, Math.fma(f, F5, F4), F3);
        float m = Math.fma(f, Math.fma(f, Math.fma(f, high, F2), F1), F0) - 1;
        return (int) (m * FLOAT_EXPONENT) + FLOAT_ONE;
    }

    private static int exponent(float x) {
        return (int) ((x + WHOLE - WHOLE) * FLOAT_EXPONENT);
    }

    /** {@return the bits of {@code 2^(x + 1/2)} in bfloat16} */
    private static short power(float x) {
        float n = x + WHOLE - WHOLE;
        float f = x - n;
        float m = Math.fma(f, Math.fma(f, Math.fma(f, C3, C2), C1), C0);
        return (short) (int) Math.fma(n, 128, m);
    }
}
