package dev.easel.pictures;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Objects;

/** An immutable picture: 8 bits for each of red, green and blue, interleaved, row by row. */
public final class RgbImage {
    private static final int CHANNELS = 3;

    private final int width;
    private final int height;
    private final byte[] rgb;

    private RgbImage(int width, int height, byte[] rgb) {
        this.width = width;
        this.height = height;
        this.rgb = rgb;
    }

    /**
     * A picture of these bytes, which are copied.
     *
     * @param rgb [height, width, 3] unsigned, interleaved
     * @throws IllegalArgumentException if a side is not positive or the number of bytes is another
     *     than width * height * 3
     */
    public static RgbImage of(int width, int height, byte[] rgb) {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException(
                    "width and height must be at least 1, got " + width + "x" + height);
        }
        long expected = (long) width * height * CHANNELS;
        if (rgb.length != expected) {
            throw new IllegalArgumentException(
                    "a picture of %dx%d needs %d bytes, got %d"
                            .formatted(width, height, expected, rgb.length));
        }
        return new RgbImage(width, height, rgb.clone());
    }

    /** {@return a picture of these bytes, which nobody changes any more} */
    static RgbImage owning(int width, int height, byte[] rgb) {
        return new RgbImage(width, height, rgb);
    }

    /**
     * {@return a picture of one colour}
     *
     * @param colour 0xRRGGBB
     */
    public static RgbImage filled(int width, int height, int colour) {
        var rgb = new byte[Math.toIntExact((long) width * height * CHANNELS)];
        for (int i = 0; i < rgb.length; i += CHANNELS) {
            rgb[i] = (byte) (colour >> 16);
            rgb[i + 1] = (byte) (colour >> 8);
            rgb[i + 2] = (byte) colour;
        }
        return new RgbImage(width, height, rgb);
    }

    /** {@return the width in pixels} */
    public int width() {
        return width;
    }

    /** {@return the height in pixels} */
    public int height() {
        return height;
    }

    /**
     * {@return the colour at column x and row y as 0xRRGGBB}
     *
     * @throws IndexOutOfBoundsException if the picture has no such pixel
     */
    public int pixel(int x, int y) {
        Objects.checkIndex(x, width);
        Objects.checkIndex(y, height);
        int at = (y * width + x) * CHANNELS;
        return (rgb[at] & 0xFF) << 16 | (rgb[at + 1] & 0xFF) << 8 | (rgb[at + 2] & 0xFF);
    }

    /**
     * {@return a part of the picture}
     *
     * @throws IndexOutOfBoundsException where it does not lie within
     */
    public RgbImage crop(Rectangle part) {
        var cropped = new Mosaic(part.width(), part.height());
        cropped.put(0, 0, this, part);
        return cropped.toImage();
    }

    /** {@return a copy of the bytes, [height, width, 3] interleaved} */
    public byte[] toBytes() {
        return rgb.clone();
    }

    /**
     * {@return how bright each pixel is, a new array [height, width] of unsigned bytes} The weights
     * of the colours are ITU-R BT.601's, as in Pillow's mode L.
     */
    public byte[] toGreyBytes() {
        byte[] grey = new byte[width * height];
        for (int i = 0; i < grey.length; i++) {
            int at = i * CHANNELS;
            int sum =
                    299 * (rgb[at] & 0xFF)
                            + 587 * (rgb[at + 1] & 0xFF)
                            + 114 * (rgb[at + 2] & 0xFF);
            grey[i] = (byte) ((sum + 500) / 1000);
        }
        return grey;
    }

    /** {@return a new {@code TYPE_INT_RGB} picture of the same pixels, for the JDK's drawing} */
    public BufferedImage toBufferedImage() {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var row = new int[width];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                row[x] = pixel(x, y);
            }
            image.setRGB(0, y, width, 1, row, 0, width);
        }
        return image;
    }

    /** The bytes themselves, for the encoders of this package, which only read them. */
    byte[] bytes() {
        return rgb;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RgbImage that
                && width == that.width
                && height == that.height
                && Arrays.equals(rgb, that.rgb);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * width + height) + Arrays.hashCode(rgb);
    }

    @Override
    public String toString() {
        return "RgbImage[" + width + "x" + height + "]";
    }
}
