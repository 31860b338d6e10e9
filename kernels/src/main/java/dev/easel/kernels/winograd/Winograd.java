package dev.easel.kernels.winograd;

import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;

/**
 * Winograd's minimal filtering, which makes some values of a 3x3 convolution with fewer products
 * than nine for each: {@code Aᵀ [(G g Gᵀ) ⊙ (Bᵀ d B)] A} for a kernel g and a tile d (A. Lavin, S.
 * Gray, "Fast Algorithms for Convolutional Neural Networks", 2015, section 4). Each transform is
 * done along one axis for many tiles at once, in loops that java's compiler makes vector
 * instructions of: all arrays of a loop have the same index.
 */
public enum Winograd {
    /** F(2x2, 3x3): 2x2 values of a tile of 4x4, with 4 products for each. */
    F2(WinogradF2.KERNEL),
    /**
     * F(4x4, 3x3): 4x4 values of a tile of 6x6, with 2.25 products for each. Its factors make more
     * of rounding errors: for float32 alone.
     */
    F4(WinogradF4.KERNEL);

    /** By how much tiles that are read overlap with their neighbours. */
    static final int OVERLAP = 2;

    @SuppressWarnings("ImmutableEnumChecker") // numbers that never change
    private final double[][] kernel;

    /**
     * @param kernel G, [tile, 3]: along one axis, what a kernel of three gives
     */
    Winograd(double[][] kernel) {
        this.kernel = kernel;
    }

    /** {@return the side of a tile that is read} */
    int tile() {
        return kernel.length;
    }

    /** {@return the side of a tile that is made} */
    int step() {
        return tile() - OVERLAP;
    }

    /** {@return how many products a tile takes, for each pair of channels} */
    int positions() {
        return tile() * tile();
    }

    /**
     * {@return whether a row or a column of positions can be other than zero where the map is a
     * smaller one that was doubled}
     */
    boolean usesOfDoubled(int line) {
        return this != F2 || line != WinogradF2.DIFFERENCE_IN_THE_MIDDLE;
    }

    /** {@return what each place of a kernel counts for in each position, [positions, 9]} */
    Tensor kernelTransform() {
        var factors = new float[positions() * 9];
        for (int i = 0; i < factors.length; i++) {
            double[] down = kernel[i / 9 / tile()];
            double[] across = kernel[i / 9 % tile()];
            factors[i] = (float) (down[i % 9 / 3] * across[i % 3]);
        }
        return Tensor.of(factors, Shape.of(positions(), 9));
    }

    /**
     * {@return a row or a column of a tile: what one lane has at its positions}
     *
     * @param all by position, and by lane
     * @param first position of the line
     * @param step from a position to the next
     */
    float[][] line(float[][][] all, int lane, int first, int step) {
        float[][] line = new float[tile()][];
        for (int i = 0; i < line.length; i++) {
            line[i] = all[first + i * step][lane];
        }
        return line;
    }

    /**
     * Bᵀ: what the places of tiles give for the positions.
     *
     * @param d as many arrays as a tile is wide
     * @param to as many others
     */
    void spread(float[][] d, float[][] to, int count) {
        switch (this) {
            case F2 -> WinogradF2.spread(d, to, count);
            case F4 -> WinogradF4.spread(d, to, count);
        }
    }

    /**
     * Aᵀ: what the products give for the places, which take the first ones' memory.
     *
     * @param m as many arrays as a tile is wide
     */
    void gather(float[][] m, int start, int end) {
        switch (this) {
            case F2 -> WinogradF2.gather(m, start, end);
            case F4 -> WinogradF4.gather(m, start, end);
        }
    }
}
