package dev.easel.upscale;

import dev.easel.pictures.RgbImage;

/** Compares pictures of one size. */
final class Difference {
    private Difference() {}

    /** {@return the largest difference of a colour, in levels} */
    static int between(RgbImage one, RgbImage other) {
        byte[] a = one.toBytes();
        byte[] b = other.toBytes();
        int largest = 0;
        for (int i = 0; i < a.length; i++) {
            largest = Math.max(largest, Math.abs((a[i] & 0xFF) - (b[i] & 0xFF)));
        }
        return largest;
    }
}
