package dev.easel.bench;

/**
 * Counts floating-point operations of layers; a multiply-add is two. What is small beside matrix
 * products is left out: norms, activations, additions, biases.
 */
final class Flops {
    private Flops() {}

    static double linear(double rows, double in, double out) {
        return 2 * rows * in * out;
    }

    /**
     * Of a convolution.
     *
     * @param places of the result, all pictures of the batch together
     */
    static double conv(double places, double in, double out, int kernel) {
        return linear(places, in * kernel * kernel, out);
    }

    /** Of the scores and of the values that they gather, without the four projections. */
    static double attention(double batch, double queries, double keys, double width) {
        return 2 * linear(batch * queries, width, keys);
    }

    /** Of a residual block, without what it takes from the time. */
    static double resnet(double places, int in, int out) {
        double shortcut = in == out ? 0 : conv(places, in, out, 1);
        return conv(places, in, out, 3) + conv(places, out, out, 3) + shortcut;
    }
}
