package dev.easel.pictures;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/**
 * Where a chunk's data lies in a PNG.
 *
 * @param start of the data, after length and type
 */
record PngChunk(String type, int start, int length) {
    private static final int BEFORE = 8; // length and type
    private static final int AFTER = 4; // the check sum

    /**
     * The chunk that begins here.
     *
     * @throws IndexOutOfBoundsException if the PNG ends before the chunk does
     */
    static PngChunk at(byte[] png, int offset) {
        int length = ByteBuffer.wrap(png).getInt(offset);
        if (length < 0 || length > png.length - offset - BEFORE - AFTER) {
            throw new IndexOutOfBoundsException(length);
        }
        var type = new String(png, offset + Integer.BYTES, 4, ISO_8859_1);
        return new PngChunk(type, offset + BEFORE, length);
    }

    /** {@return the offset of the next chunk} */
    int end() {
        return start + length + AFTER;
    }

    /** {@return the data, big-endian} */
    ByteBuffer data(byte[] png) {
        return ByteBuffer.wrap(png, start, length).slice();
    }

    /**
     * Checks the sum.
     *
     * @throws IllegalArgumentException if it is not that of type and data
     */
    void requireIntact(byte[] png) {
        var crc = new CRC32();
        crc.update(png, start - type.length(), type.length() + length);
        if ((int) crc.getValue() != ByteBuffer.wrap(png).getInt(start + length)) {
            throw new IllegalArgumentException(
                    "the PNG is damaged: the check sum of its %s is wrong".formatted(type));
        }
    }
}
