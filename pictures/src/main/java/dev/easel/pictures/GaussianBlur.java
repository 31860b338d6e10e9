package dev.easel.pictures;

import java.util.stream.IntStream;

/**
 * Softens a picture by a Gaussian, along the rows and then along the columns. Beyond its edges a
 * picture goes on with its outermost pixels. The kernel reaches 2.5 standard deviations to either
 * side, as A1111's mask blur does.
 *
 * @param deviation the Gaussian's standard deviation in pixels, 0 to 64; 0 changes nothing
 */
public record GaussianBlur(double deviation) {
    public static final int MAX = 64;

    private static final int CHANNELS = 3;
    private static final double REACH = 2.5;

    public GaussianBlur {
        if (!(deviation >= 0 && deviation <= MAX)) {
            throw new IllegalArgumentException(
                    "a blur must be from 0 to %d pixels, got %s".formatted(MAX, deviation));
        }
    }

    /** {@return the picture, softened} */
    public RgbImage apply(RgbImage image) {
        if (deviation == 0) {
            return image;
        }
        var weights = weights();
        int width = image.width();
        int height = image.height();
        byte[] rows = image.toBytes();
        byte[] soft = new byte[rows.length];
        IntStream.range(0, height)
                .parallel()
                .forEach(y ->
                        line(rows, soft, new Line(y * width * CHANNELS, CHANNELS, width), weights));
        byte[] result = new byte[rows.length];
        IntStream.range(0, width)
                .parallel()
                .forEach(x ->
                        line(
                                soft,
                                result,
                                new Line(x * CHANNELS, width * CHANNELS, height),
                                weights));
        return RgbImage.owning(width, height, result);
    }

    /** Pixels in a row or column: where the first begins, how far apart they are, how many. */
    private record Line(int first, int stride, int count) {
        int at(int pixel) {
            return first + Math.clamp(pixel, 0, count - 1) * stride;
        }
    }

    private static void line(byte[] from, byte[] to, Line line, double[] weights) {
        int reach = weights.length - 1;
        for (int i = 0; i < line.count(); i++) {
            for (int c = 0; c < CHANNELS; c++) {
                double sum = weights[0] * (from[line.at(i) + c] & 0xFF);
                for (int k = 1; k <= reach; k++) {
                    int both =
                            (from[line.at(i - k) + c] & 0xFF) + (from[line.at(i + k) + c] & 0xFF);
                    sum += weights[k] * both;
                }
                to[line.at(i) + c] = (byte) Math.clamp(Math.round(sum), 0, 255);
            }
        }
    }

    /** {@return the kernel from its middle on; all of it sums to 1} */
    private double[] weights() {
        var weights = new double[(int) (REACH * deviation + 0.5) + 1];
        double sum = 0;
        for (int k = 0; k < weights.length; k++) {
            weights[k] = Math.exp(-0.5 * (k / deviation) * (k / deviation));
            sum += k == 0 ? weights[k] : 2 * weights[k];
        }
        for (int k = 0; k < weights.length; k++) {
            weights[k] /= sum;
        }
        return weights;
    }
}
