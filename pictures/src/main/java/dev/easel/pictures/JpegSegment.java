package dev.easel.pictures;

import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * A marker of a JPEG and the data that belongs to it (ITU-T T.81, section B.1.1).
 *
 * @param type the marker's second byte
 * @param offset of the marker
 * @param start of the data
 * @param end of the data, which is empty where the marker stands alone
 */
record JpegSegment(int type, int offset, int start, int end) {
    static final int EOI = 0xD9;
    static final int SOS = 0xDA;

    private static final int RST0 = 0xD0;
    private static final int TEM = 0x01;

    /**
     * The first segment from here on; what is no marker, such as a scan's pixels, is skipped.
     *
     * @throws IndexOutOfBoundsException if the JPEG ends before
     */
    static JpegSegment find(byte[] jpeg, int from) {
        int at = from;
        while (jpeg[at] != (byte) 0xFF || jpeg[at + 1] == 0 || jpeg[at + 1] == (byte) 0xFF) {
            at++;
        }
        int type = jpeg[at + 1] & 0xFF;
        if (type == TEM || (RST0 <= type && type <= EOI)) {
            return new JpegSegment(type, at, at + 2, at + 2);
        }
        int length = ByteBuffer.wrap(jpeg).getShort(at + 2) & 0xFFFF; // its own two bytes included
        Objects.checkFromIndexSize(at + 4, length - 2, jpeg.length);
        return new JpegSegment(type, at, at + 4, at + 2 + length);
    }

    /** {@return the data, big-endian} */
    ByteBuffer data(byte[] jpeg) {
        return ByteBuffer.wrap(jpeg, start, end - start).slice();
    }
}
