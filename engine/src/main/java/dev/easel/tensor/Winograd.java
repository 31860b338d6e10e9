package dev.easel.tensor;

/**
 * The transforms of Winograd's minimal filtering F(2x2, 3x3), which makes 2x2 values of a 3x3
 * convolution with 16 products instead of 36: {@code Aᵀ [(G g Gᵀ) ⊙ (Bᵀ d B)] A} for a kernel g and
 * a tile d of 4x4 (A. Lavin, S. Gray, "Fast Algorithms for Convolutional Neural Networks", 2015,
 * section 4.1). Each is done along one axis for many tiles at once, in loops that java's compiler
 * makes vector instructions of: all arrays of a loop have the same index.
 */
final class Winograd {
    /** Of a tile that is read; it overlaps with its neighbours by half. */
    static final int TILE = 4;

    /** Of a tile that is made. */
    static final int STEP = 2;

    static final int POSITIONS = TILE * TILE;

    /** G, [4, 3]: along one axis, what a kernel of three gives. */
    private static final float[][] KERNEL = {
        {1, 0, 0}, {0.5f, 0.5f, 0.5f}, {0.5f, -0.5f, 0.5f}, {0, 0, 1}
    };

    private Winograd() {}

    /** {@return what each place of a kernel counts for in each position, [16, 9]} */
    static Tensor kernelTransform() {
        var factors = new float[POSITIONS * 9];
        for (int i = 0; i < factors.length; i++) {
            int position = i / 9;
            int place = i % 9;
            factors[i] = KERNEL[position / TILE][place / 3] * KERNEL[position % TILE][place % 3];
        }
        return Tensor.of(factors, Shape.of(POSITIONS, 9));
    }

    /**
     * Bᵀ: {@code d0 - d2, d1 + d2, d2 - d1, d1 - d3}.
     *
     * @param d four arrays
     * @param to four others
     */
    static void spread(float[][] d, float[][] to, int count) {
        float[] d0 = d[0];
        float[] d1 = d[1];
        float[] d2 = d[2];
        float[] d3 = d[3];
        float[] to0 = to[0];
        float[] to1 = to[1];
        float[] to2 = to[2];
        float[] to3 = to[3];
        for (int i = 0; i < count; i++) {
            float second = d1[i];
            float third = d2[i];
            to0[i] = d0[i] - third;
            to1[i] = second + third;
            to2[i] = third - second;
            to3[i] = second - d3[i];
        }
    }

    /**
     * Aᵀ: {@code m0 + m1 + m2, m1 - m2 - m3}, which take the places of m0 and m1.
     *
     * @param m four arrays
     */
    static void gather(float[][] m, int start, int end) {
        float[] m0 = m[0];
        float[] m1 = m[1];
        float[] m2 = m[2];
        float[] m3 = m[3];
        for (int i = start; i < end; i++) {
            float second = m1[i];
            float third = m2[i];
            m0[i] = m0[i] + second + third;
            m1[i] = second - third - m3[i];
        }
    }
}
