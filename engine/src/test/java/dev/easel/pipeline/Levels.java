package dev.easel.pipeline;

import dev.easel.pictures.RgbImage;

/**
 * How far two pictures are apart, in levels of 0 to 255.
 *
 * @param rms the root of the mean square
 */
record Levels(int max, double rms) {
    static Levels between(RgbImage a, RgbImage b) {
        byte[] first = a.toBytes();
        byte[] second = b.toBytes();
        if (first.length != second.length || a.width() != b.width()) {
            throw new AssertionError(
                    "a picture of %dx%d is compared with one of %dx%d"
                            .formatted(a.width(), a.height(), b.width(), b.height()));
        }
        int max = 0;
        double squares = 0;
        for (int i = 0; i < first.length; i++) {
            int difference = Math.abs(Byte.toUnsignedInt(first[i]) - Byte.toUnsignedInt(second[i]));
            max = Math.max(max, difference);
            squares += (double) difference * difference;
        }
        return new Levels(max, Math.sqrt(squares / first.length));
    }
}
