package dev.easel.pictures;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.TreeMap;

/** The segments before the first scan of a JPEG (ITU-T T.81, annex B; JFIF, Exif, ICC, Adobe). */
final class JpegHeader {
    /** The colour space of the pixels. */
    enum Colours {
        GREY,
        YCC,
        RGB,
        CMYK,
        YCCK
    }

    private static final int LONGEST_TABLES = 1 << 18; // a thousand bytes is usual
    private static final int LONGEST_PROFILE = 1 << 22;
    private static final String ICC = "ICC_PROFILE\0";

    private final byte[] jpeg;
    private final ByteArrayOutputStream tables = new ByteArrayOutputStream();
    private final TreeMap<Integer, ByteBuffer> profile = new TreeMap<>();
    private final int firstScan;
    private ByteBuffer frame = ByteBuffer.allocate(0);
    private ByteBuffer exif = ByteBuffer.allocate(0);
    private boolean jfif;
    private int adobe = -1;

    /**
     * Reads up to the first scan.
     *
     * @throws IllegalArgumentException if it is damaged or of a kind that is not read
     * @throws IndexOutOfBoundsException if it is cut off
     */
    JpegHeader(byte[] jpeg) {
        this.jpeg = jpeg;
        var segment = JpegSegment.find(jpeg, 2);
        while (segment.type() != JpegSegment.SOS) {
            if (segment.type() == JpegSegment.EOI) {
                throw damaged("it has no pixels");
            }
            read(segment);
            segment = JpegSegment.find(jpeg, segment.end());
        }
        firstScan = segment.offset();
        requireFrame();
    }

    private void read(JpegSegment segment) {
        switch (segment.type()) {
            case 0xC0, 0xC1, 0xC2 -> {
                frame = segment.data(jpeg);
                keep(segment);
            }
            case 0xC4, 0xDB, 0xDD -> keep(segment); // Huffman, quantization, restart interval
            case 0xC3 -> throw unknown("a lossless JPEG");
            case 0xC5, 0xC6, 0xC7 -> throw unknown("a hierarchical JPEG");
            case 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF -> throw unknown("arithmetic coding");
            case 0xE0 -> jfif |= isNamed(segment, "JFIF\0", 5);
            case 0xE1 -> {
                if (exif.capacity() == 0 && isNamed(segment, "Exif\0", 6)) {
                    exif = segment.data(jpeg);
                }
            }
            case 0xE2 -> {
                if (isNamed(segment, ICC, ICC.length() + 2)) {
                    var part = segment.data(jpeg).position(ICC.length());
                    profile.putIfAbsent(part.get() & 0xFF, part.position(part.position() + 1));
                }
            }
            case 0xEE -> {
                if (isNamed(segment, "Adobe", 12)) {
                    adobe = segment.data(jpeg).get(11);
                }
            }
            default -> {}
        }
    }

    private void keep(JpegSegment segment) {
        tables.write(jpeg, segment.offset(), segment.end() - segment.offset());
        if (tables.size() > LONGEST_TABLES) {
            throw damaged("it has tables of more than " + LONGEST_TABLES + " bytes");
        }
    }

    private boolean isNamed(JpegSegment segment, String name, int atLeast) {
        return segment.end() - segment.start() >= atLeast
                && name.equals(new String(jpeg, segment.start(), name.length(), ISO_8859_1));
    }

    private void requireFrame() {
        if (frame.capacity() == 0) {
            throw damaged("it does not say its size");
        }
        int bits = frame.get(0) & 0xFF;
        int channels = frame.get(5) & 0xFF;
        if (bits != 8) {
            throw unknown(bits + " bits per channel");
        }
        if (width() == 0 || height() == 0) {
            throw damaged("it says it has %dx%d pixels".formatted(width(), height()));
        }
        if (channels != 1 && channels != 3 && channels != 4) {
            throw unknown(channels + " channels");
        }
    }

    int width() {
        return frame.getShort(3) & 0xFFFF;
    }

    int height() {
        return frame.getShort(1) & 0xFFFF;
    }

    /**
     * {@return what the colours are, by the rules of libjpeg's {@code default_decompress_parms}}
     */
    Colours colours() {
        boolean plain = isAdobe() && adobe == 0;
        return switch (frame.get(5)) {
            case 1 -> Colours.GREY;
            case 3 -> !jfif && (plain || (!isAdobe() && isNamedRgb())) ? Colours.RGB : Colours.YCC;
            default -> plain || !isAdobe() ? Colours.CMYK : Colours.YCCK;
        };
    }

    private boolean isNamedRgb() {
        return frame.get(6) == 'R' && frame.get(9) == 'G' && frame.get(12) == 'B';
    }

    private boolean isAdobe() {
        return adobe >= 0;
    }

    /** {@return the EXIF block, empty if there is none} */
    ByteBuffer exif() {
        return exif;
    }

    /** {@return the ICC profile as far as it is there, empty if there is none} */
    byte[] profile() {
        var bytes = new ByteArrayOutputStream();
        for (var part : profile.values()) {
            if (bytes.size() < LONGEST_PROFILE) {
                bytes.write(part.array(), part.arrayOffset() + part.position(), part.remaining());
            }
        }
        return bytes.toByteArray();
    }

    /** {@return the segments that a decoder needs: the frame and its tables} */
    byte[] tables() {
        return tables.toByteArray();
    }

    /** {@return the offset of the first scan} */
    int firstScan() {
        return firstScan;
    }

    static IllegalArgumentException damaged(String how) {
        return new IllegalArgumentException("the JPEG is damaged: " + how);
    }

    private static IllegalArgumentException unknown(String kind) {
        return new IllegalArgumentException(
                "a JPEG must be baseline or progressive with 8 bits per channel, got " + kind);
    }
}
