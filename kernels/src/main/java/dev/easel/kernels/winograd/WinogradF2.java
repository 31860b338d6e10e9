package dev.easel.kernels.winograd;

/**
 * The transforms of {@link Winograd#F2}, which interpolates at 0, 1, -1 and infinity. In each loop
 * what is read comes before what is written: java's compiler cannot know that arrays are not the
 * same.
 */
final class WinogradF2 {
    static final double[][] KERNEL = {{1, 0, 0}, {0.5, 0.5, 0.5}, {0.5, -0.5, 0.5}, {0, 0, 1}};

    /** The position that is the difference of the two places in the middle of a tile. */
    static final int DIFFERENCE_IN_THE_MIDDLE = 2;

    private WinogradF2() {}

    /** {@code d0 - d2, d1 + d2, d2 - d1, d1 - d3}. */
    static void spread(float[][] d, float[][] to, int count) {
        subtract(d[0], d[2], to[0], count);
        subtract(d[1], d[3], to[3], count);
        float[] d1 = d[1];
        float[] d2 = d[2];
        float[] sum = to[1];
        float[] difference = to[2];
        for (int i = 0; i < count; i++) {
            float second = d1[i];
            float third = d2[i];
            sum[i] = second + third;
            difference[i] = third - second;
        }
    }

    private static void subtract(float[] a, float[] b, float[] to, int count) {
        for (int i = 0; i < count; i++) {
            to[i] = a[i] - b[i];
        }
    }

    /** {@code m0 + m1 + m2, m1 - m2 - m3}. */
    static void gather(float[][] m, int start, int end) {
        float[] m0 = m[0];
        float[] m1 = m[1];
        float[] m2 = m[2];
        float[] m3 = m[3];
        for (int i = start; i < end; i++) {
            float first = m0[i];
            float second = m1[i];
            float third = m2[i];
            float fourth = m3[i];
            m0[i] = first + second + third;
            m1[i] = second - third - fourth;
        }
    }
}
