package dev.easel.pictures;

import java.util.Objects;

/** A picture assembled from parts. Used by one thread. */
public final class Mosaic {
    private static final int CHANNELS = 3;

    private final int width;
    private final int height;
    private byte[] rgb;

    /**
     * A black picture.
     *
     * @throws IllegalArgumentException where it would have 2^31 bytes or more
     */
    public Mosaic(int width, int height) {
        requirePossible(width, height);
        this.width = width;
        this.height = height;
        this.rgb = new byte[width * height * CHANNELS];
    }

    /**
     * Checks that there can be a picture of a size, before work is spent on it.
     *
     * @throws IllegalArgumentException where it would have 2^31 bytes or more
     */
    public static void requirePossible(long width, long height) {
        long most = Integer.MAX_VALUE / CHANNELS;
        if (width < 1 || height < 1 || width > most || height > most || width * height > most) {
            throw new IllegalArgumentException(
                    "a picture cannot have the size %dx%d; at most %d pixels are possible"
                            .formatted(width, height, most));
        }
    }

    /**
     * Puts a part of another picture here.
     *
     * @param x the column of this picture where it begins
     * @param y the row
     * @param part which part
     * @throws IndexOutOfBoundsException where it does not lie within both
     */
    public void put(int x, int y, RgbImage source, Rectangle part) {
        Objects.checkFromIndexSize(x, part.width(), width);
        Objects.checkFromIndexSize(y, part.height(), height);
        Objects.checkFromIndexSize(part.x(), part.width(), source.width());
        Objects.checkFromIndexSize(part.y(), part.height(), source.height());
        for (int row = 0; row < part.height(); row++) {
            System.arraycopy(
                    source.bytes(),
                    ((part.y() + row) * source.width() + part.x()) * CHANNELS,
                    rgb,
                    ((y + row) * width + x) * CHANNELS,
                    part.width() * CHANNELS);
        }
    }

    /** {@return the picture; it takes over the bytes, so that this mosaic cannot be used again} */
    public RgbImage toImage() {
        byte[] taken = rgb;
        rgb = new byte[0];
        return RgbImage.owning(width, height, taken);
    }
}
