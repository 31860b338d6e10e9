package dev.easel.nn;

/**
 * Counts floating-point operations of layers; a multiply-add is two. What is small beside matrix
 * products is left out: norms, activations, additions, biases.
 */
public final class Flops {
    private Flops() {}

    public static double linear(double rows, double in, double out) {
        return 2 * rows * in * out;
    }

    /**
     * {@return those of a convolution}
     *
     * @param positions of the result, all pictures of the batch together
     */
    public static double conv(double positions, double in, double out, int kernel) {
        return linear(positions, in * kernel * kernel, out);
    }

    /** {@return those of the scores and of their product with the values, without projections} */
    public static double attention(double batch, double queries, double keys, double width) {
        return 2 * linear(batch * queries, width, keys);
    }

    /** {@return those of a residual block, without what it takes from the time} */
    public static double resnet(double positions, int in, int out) {
        double shortcut = in == out ? 0 : conv(positions, in, out, 1);
        return conv(positions, in, out, 3) + conv(positions, out, out, 3) + shortcut;
    }
}
