package dev.easel.kernels.winograd;

/**
 * The transforms of {@link Winograd#F4}, which interpolates at 0, ±5/8, ±3/2 and infinity: numbers
 * whose powers are neither large nor small, and exact. With 1 and 2, as Lavin and Gray have it,
 * errors are twice as large, and the largest five times. (That the points decide about them: B.
 * Barabasz and others, "Error Analysis and Improving the Accuracy of Winograd Convolution for Deep
 * Neural Networks", 2018; the formulas are those of A. Toom and S. Cook.)
 *
 * <p>Loops are short, and read before they write: of others java's compiler makes no vector
 * instructions.
 */
final class WinogradF4 {
    private static final float A = 5 / 8f;
    private static final float B = 3 / 2f;
    private static final float A2 = A * A;
    private static final float B2 = B * B;
    private static final float A3 = A * A2;
    private static final float B3 = B * B2;

    static final double[][] KERNEL = {
        {1 / (A2 * (double) B2), 0, 0},
        powers(A, 2 * A2 * (A2 - B2)),
        powers(-A, 2 * A2 * (A2 - B2)),
        powers(B, 2 * B2 * (B2 - A2)),
        powers(-B, 2 * B2 * (B2 - A2)),
        {0, 0, 1}
    };

    private WinogradF4() {}

    private static double[] powers(double point, double divisor) {
        return new double[] {1 / divisor, point / divisor, point * point / divisor};
    }

    /**
     * {@code a²b² d0 - (a² + b²) d2 + d4, (d4 - b² d2) ± a (d3 - b² d1), (d4 - a² d2) ± b (d3 - a²
     * d1), a²b² d1 - (a² + b²) d3 + d5}.
     */
    static void spread(float[][] d, float[][] to, int count) {
        end(d, 0, to[0], count);
        end(d, 1, to[5], count);
        pair(d, to, 1, A, count);
        pair(d, to, 3, B, count);
    }

    private static void end(float[][] d, int first, float[] to, int count) {
        float[] d0 = d[first];
        float[] d2 = d[first + 2];
        float[] d4 = d[first + 4];
        for (int i = 0; i < count; i++) {
            to[i] = A2 * B2 * d0[i] - (A2 + B2) * d2[i] + d4[i];
        }
    }

    /**
     * The positions of a point and its negative.
     *
     * @param at the first of the two
     */
    private static void pair(float[][] d, float[][] to, int at, float point, int count) {
        float other = A2 * B2 / (point * point); // the other point's square
        float product = point * other;
        float[] d1 = d[1];
        float[] d2 = d[2];
        float[] d3 = d[3];
        float[] d4 = d[4];
        float[] plus = to[at];
        float[] minus = to[at + 1];
        for (int i = 0; i < count; i++) {
            float even = d4[i] - other * d2[i];
            float odd = point * d3[i] - product * d1[i];
            plus[i] = even + odd;
            minus[i] = even - odd;
        }
    }

    /**
     * {@code m0 + (m1 + m2) + (m3 + m4), a (m1 - m2) + b (m3 - m4), a² (m1 + m2) + b² (m3 + m4), a³
     * (m1 - m2) + b³ (m3 - m4) + m5}.
     */
    static void gather(float[][] m, int start, int end) {
        gatherFirst(m, start, end);
        gatherLast(m, start, end);
        gatherBetween(m, start, end);
        System.arraycopy(m[5], start, m[3], start, end - start);
    }

    private static void gatherFirst(float[][] m, int start, int end) {
        float[] m0 = m[0];
        float[] m1 = m[1];
        float[] m2 = m[2];
        float[] m3 = m[3];
        float[] m4 = m[4];
        for (int i = start; i < end; i++) {
            m0[i] = m0[i] + (m1[i] + m2[i]) + (m3[i] + m4[i]);
        }
    }

    /** In the last one's place: the fourth is still to be read. */
    private static void gatherLast(float[][] m, int start, int end) {
        float[] m1 = m[1];
        float[] m2 = m[2];
        float[] m3 = m[3];
        float[] m4 = m[4];
        float[] m5 = m[5];
        for (int i = start; i < end; i++) {
            m5[i] = m5[i] + A3 * (m1[i] - m2[i]) + B3 * (m3[i] - m4[i]);
        }
    }

    private static void gatherBetween(float[][] m, int start, int end) {
        float[] m1 = m[1];
        float[] m2 = m[2];
        float[] m3 = m[3];
        float[] m4 = m[4];
        for (int i = start; i < end; i++) {
            float sum = m1[i] + m2[i];
            float difference = m1[i] - m2[i];
            float farSum = m3[i] + m4[i];
            float farDifference = m3[i] - m4[i];
            m1[i] = A * difference + B * farDifference;
            m2[i] = A2 * sum + B2 * farSum;
        }
    }
}
