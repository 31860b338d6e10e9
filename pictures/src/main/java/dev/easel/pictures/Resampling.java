package dev.easel.pictures;

import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * Filters that resize a picture: convolution along the rows, then along the columns (in the other
 * order if it loses more than twice as much height as width), with a kernel that widens when the
 * picture shrinks, so that every pixel counts. The results are exactly those of Pillow 13's {@code
 * Image.resize}: coefficients of 22 bits, 8 bits between the passes, the same order of passes (its
 * {@code Resample.c}).
 */
public enum Resampling {
    /** Linear interpolation between neighbours. */
    BILINEAR(1, x -> x < 1 ? 1 - x : 0),
    /** Keys 1981, a = -0.5. */
    BICUBIC(2, Resampling::cubic),
    /** A sinc windowed by the main lobe of a wider one, 3 lobes on either side. */
    LANCZOS(3, x -> x < 3 ? sinc(x) * sinc(x / 3) : 0);

    private static final int CHANNELS = 3;

    private final double support;

    // The kernels are pure functions, which Error Prone cannot see.
    @SuppressWarnings("ImmutableEnumChecker")
    private final DoubleUnaryOperator kernel;

    /** A kernel is symmetric and given for x of at least 0; it is 0 beyond its support. */
    Resampling(double support, DoubleUnaryOperator kernel) {
        this.support = support;
        this.kernel = kernel;
    }

    /**
     * {@return the picture in another size; itself if it has that size}
     *
     * @throws IllegalArgumentException if a side is not positive or the result would have 2^31
     *     bytes or more
     */
    public RgbImage resize(RgbImage image, int width, int height) {
        Mosaic.requirePossible(width, height);
        if (width == image.width() && height == image.height()) {
            return image;
        }
        var pixels = image.bytes();
        int narrower = image.width() - width;
        int lower = image.height() - height;
        byte[] result =
                lower > 0 && lower > 2 * narrower
                        ? alongRows(
                                alongColumns(pixels, image.width(), image.height(), height),
                                image.width(),
                                height,
                                width)
                        : alongColumns(
                                alongRows(pixels, image.width(), image.height(), width),
                                width,
                                image.height(),
                                height);
        return RgbImage.owning(width, height, result);
    }

    private byte[] alongRows(byte[] pixels, int width, int height, int newWidth) {
        if (width == newWidth) {
            return pixels;
        }
        var taps = Taps.of(this, width, newWidth);
        var result = new byte[height * newWidth * CHANNELS];
        IntStream.range(0, height)
                .parallel()
                .forEach(y -> {
                    int to = y * newWidth * CHANNELS;
                    for (int x = 0; x < newWidth; x++) {
                        int from = (y * width + taps.first(x)) * CHANNELS;
                        for (int c = 0; c < CHANNELS; c++) {
                            result[to++] = taps.sum(x, pixels, from + c, CHANNELS);
                        }
                    }
                });
        return result;
    }

    private byte[] alongColumns(byte[] pixels, int width, int height, int newHeight) {
        if (height == newHeight) {
            return pixels;
        }
        var taps = Taps.of(this, height, newHeight);
        int row = width * CHANNELS;
        var result = new byte[newHeight * row];
        IntStream.range(0, newHeight)
                .parallel()
                .forEach(y -> {
                    int from = taps.first(y) * row;
                    for (int i = 0; i < row; i++) {
                        result[y * row + i] = taps.sum(y, pixels, from + i, row);
                    }
                });
        return result;
    }

    private static double cubic(double x) {
        if (x < 1) {
            return (1.5 * x - 2.5) * x * x + 1;
        }
        return x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0;
    }

    private static double sinc(double x) {
        return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    }

    /** Which values each new one is made of, and with which weights in fixed point. */
    private static final class Taps {
        private static final int BITS = 22;
        private static final int HALF = 1 << (BITS - 1);

        private final int[] begins;
        private final int[][] weights;

        private Taps(int[] begins, int[][] weights) {
            this.begins = begins;
            this.weights = weights;
        }

        static Taps of(Resampling filter, int size, int newSize) {
            double scale = (double) size / newSize;
            double stretch = Math.max(scale, 1);
            double reach = filter.support * stretch;
            var begins = new int[newSize];
            var weights = new int[newSize][];
            for (int i = 0; i < newSize; i++) {
                double center = (i + 0.5) * scale;
                begins[i] = Math.max((int) (center - reach + 0.5), 0);
                int end = Math.min((int) (center + reach + 0.5), size);
                double offset = begins[i] - center + 0.5;
                weights[i] =
                        fixed(
                                IntStream.range(0, end - begins[i])
                                        .mapToDouble(j -> Math.abs((j + offset) / stretch))
                                        .map(filter.kernel)
                                        .toArray());
            }
            return new Taps(begins, weights);
        }

        private static int[] fixed(double[] weights) {
            double sum = 0;
            for (double weight : weights) {
                sum += weight;
            }
            var fixed = new int[weights.length];
            for (int j = 0; j < fixed.length; j++) {
                double exact = weights[j] / sum * (1 << BITS);
                fixed[j] = (int) (exact < 0 ? exact - 0.5 : exact + 0.5);
            }
            return fixed;
        }

        /** {@return the first of the old values that new value {@code i} is made of} */
        int first(int i) {
            return begins[i];
        }

        /** {@return new value {@code i} of old ones that lie {@code stride} bytes apart} */
        byte sum(int i, byte[] pixels, int from, int stride) {
            int sum = HALF;
            int at = from;
            for (int weight : weights[i]) {
                sum += weight * (pixels[at] & 0xFF);
                at += stride;
            }
            return (byte) Math.clamp(sum >> BITS, 0, 255);
        }
    }
}
