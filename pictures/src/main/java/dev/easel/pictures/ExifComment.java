package dev.easel.pictures;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The smallest EXIF that holds a UserComment (Exif 2.3, section 4.6.5): big-endian, UTF-16. */
final class ExifComment {
    private static final byte[] UTF_16 = "UNICODE\0".getBytes(StandardCharsets.US_ASCII);
    private static final int DIRECTORY = 2 + 12 + 4; // count, one entry, where the next one is
    private static final short EXIF_DIRECTORY = (short) 0x8769;
    private static final short USER_COMMENT = (short) 0x9286;
    private static final short LONG = 4;
    private static final short UNDEFINED = 7;

    private ExifComment() {}

    /** The TIFF structure, without JPEG's "Exif" before it. */
    static byte[] of(String text) {
        var comment = text.getBytes(StandardCharsets.UTF_16BE);
        int first = 8;
        int second = first + DIRECTORY;
        int value = second + DIRECTORY;
        int length = UTF_16.length + comment.length;
        return ByteBuffer.allocate(value + length)
                .put(new byte[] {'M', 'M', 0, 42})
                .putInt(first)
                .put(directory(EXIF_DIRECTORY, LONG, 1, second))
                .put(directory(USER_COMMENT, UNDEFINED, length, value))
                .put(UTF_16)
                .put(comment)
                .array();
    }

    private static byte[] directory(short tag, short type, int count, int value) {
        short entries = 1;
        return ByteBuffer.allocate(DIRECTORY)
                .putShort(entries)
                .putShort(tag)
                .putShort(type)
                .putInt(count)
                .putInt(value)
                .array(); // then 0: no directory follows
    }
}
