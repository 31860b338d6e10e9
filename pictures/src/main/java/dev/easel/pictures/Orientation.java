package dev.easel.pictures;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How a picture is stored: EXIF's orientation.
 *
 * @param exif 1 (upright) to 8, as in Exif 2.3, section 4.6.4
 */
record Orientation(int exif) {
    static final Orientation UPRIGHT = new Orientation(1);

    private static final int CHANNELS = 3;
    private static final byte[] PREFIX = {'E', 'x', 'i', 'f', 0, 0};
    private static final short TAG = 0x0112;

    /** {@return what an EXIF block says; upright where it says nothing or is broken} */
    static Orientation of(ByteBuffer exif) {
        try {
            int value = find(withoutPrefix(exif.slice()));
            return 1 <= value && value <= 8 ? new Orientation(value) : UPRIGHT;
        } catch (IndexOutOfBoundsException | BufferUnderflowException broken) {
            return UPRIGHT;
        }
    }

    /** In a JPEG a name precedes the TIFF structure; some writers put it in PNG and WebP too. */
    private static ByteBuffer withoutPrefix(ByteBuffer exif) {
        boolean prefixed =
                exif.remaining() >= PREFIX.length
                        && exif.slice(0, PREFIX.length).equals(ByteBuffer.wrap(PREFIX));
        return prefixed ? exif.slice(PREFIX.length, exif.remaining() - PREFIX.length) : exif;
    }

    /**
     * Looks through the first directory of a TIFF structure (TIFF 6.0, section 2). No value is read
     * but this one: entries may overlap, so that all of them can be far longer than the file.
     */
    private static int find(ByteBuffer tiff) {
        tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = tiff.getInt(4);
        int entries = tiff.getShort(directory) & 0xFFFF;
        for (int i = 0; i < entries; i++) {
            int entry = directory + 2 + 12 * i;
            if (tiff.getShort(entry) == TAG) {
                return tiff.getShort(entry + 8);
            }
        }
        return UPRIGHT.exif;
    }

    /** {@return whether width and height are exchanged} */
    boolean swapsSides() {
        return exif >= 5;
    }

    /** {@return the picture turned upright; itself if it is} */
    RgbImage apply(RgbImage image) {
        int width = image.width();
        int height = image.height();
        int last = width * height - 1;
        return switch (exif) {
            case 2 -> turned(image, width - 1, -1, width);
            case 3 -> turned(image, last, -1, -width);
            case 4 -> turned(image, last - width + 1, 1, -width);
            case 5 -> turned(image, 0, width, 1);
            case 6 -> turned(image, last - width + 1, -width, 1);
            case 7 -> turned(image, last, -width, -1);
            case 8 -> turned(image, width - 1, width, -1);
            default -> image;
        };
    }

    /**
     * Reads the pixels in another order.
     *
     * @param first the index of the pixel that becomes the upper left one
     * @param right the step from a pixel to the one that becomes its right neighbour
     * @param below the step from a pixel to the one that becomes its lower neighbour
     */
    private RgbImage turned(RgbImage image, int first, int right, int below) {
        int width = swapsSides() ? image.height() : image.width();
        int height = swapsSides() ? image.width() : image.height();
        var source = image.bytes();
        var rgb = new byte[source.length];
        int to = 0;
        for (int y = 0; y < height; y++) {
            int from = first + y * below;
            for (int x = 0; x < width; x++) {
                int at = from * CHANNELS;
                rgb[to++] = source[at];
                rgb[to++] = source[at + 1];
                rgb[to++] = source[at + 2];
                from += right;
            }
        }
        return RgbImage.owning(width, height, rgb);
    }
}
