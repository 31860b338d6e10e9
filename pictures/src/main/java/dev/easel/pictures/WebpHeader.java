package dev.easel.pictures;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The chunks of a WebP ("WebP Container Specification"); the pixels are not decoded. */
final class WebpHeader {
    private static final int RIFF = 12; // "RIFF", length, "WEBP"
    private static final int CHUNK = 8; // name and length
    private static final int FRAME = 16; // what an ANMF says before its chunks
    private static final int LONGEST_PROFILE = 1 << 22;

    /**
     * The picture, or the first frame of an animation.
     *
     * @param x from the left of the whole
     * @param y from the top of the whole
     * @param start of the chunks that hold its pixels
     * @param end of these chunks
     */
    record Frame(int x, int y, int width, int height, int start, int end) {}

    private final ByteBuffer webp;
    private int width;
    private int height;
    private int alpha = -1;
    private Frame frame = new Frame(0, 0, 0, 0, 0, 0);
    private int frames;
    private ByteBuffer exif = ByteBuffer.allocate(0);
    private ByteBuffer profile = ByteBuffer.allocate(0);

    /**
     * Reads all chunks. What is broken after the picture does no harm.
     *
     * @throws IllegalArgumentException if there is no picture
     * @throws IndexOutOfBoundsException if the content ends before the picture does
     */
    WebpHeader(byte[] content) {
        webp = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        int at = RIFF;
        while (at < content.length) {
            int start = at + CHUNK;
            int length = start > content.length ? -1 : webp.getInt(at + 4);
            if (length < 0 || length > content.length - start) {
                break;
            }
            int next = start + length + length % 2;
            var name = new String(content, at, 4, ISO_8859_1);
            read(name, at, webp.slice(start, length), Math.min(next, content.length));
            at = next;
        }
        if (frames == 0) {
            throw new IndexOutOfBoundsException(at);
        }
    }

    private void read(String name, int at, ByteBuffer data, int end) {
        data.order(ByteOrder.LITTLE_ENDIAN);
        switch (name) {
            case "VP8X" -> canvas(data);
            case "ALPH" -> alpha = alpha < 0 ? at : alpha;
            case "VP8 " -> still(at, end, data.getShort(6) & 0x3FFF, data.getShort(8) & 0x3FFF);
            case "VP8L" -> {
                int sides = data.getInt(1);
                still(at, end, 1 + (sides & 0x3FFF), 1 + (sides >> 14 & 0x3FFF));
            }
            case "ANMF" -> animated(at + CHUNK + FRAME, end, data);
            case "EXIF" -> exif = data;
            case "ICCP" -> profile = data;
            default -> {}
        }
    }

    /** Only before the picture: after a large one it could claim that it is small. */
    private void canvas(ByteBuffer data) {
        if (frames == 0) {
            width = 1 + threeBytes(data, 4);
            height = 1 + threeBytes(data, 7);
        }
    }

    private void still(int at, int end, int codedWidth, int codedHeight) {
        if (frames++ > 0) {
            return;
        }
        width = width == 0 ? codedWidth : width;
        height = height == 0 ? codedHeight : height;
        frame = new Frame(0, 0, width, height, alpha < 0 ? at : alpha, end);
    }

    private void animated(int start, int end, ByteBuffer data) {
        if (frames++ > 0) {
            return;
        }
        int x = 2 * threeBytes(data, 0);
        int y = 2 * threeBytes(data, 3);
        int frameWidth = 1 + threeBytes(data, 6);
        int frameHeight = 1 + threeBytes(data, 9);
        if (x + frameWidth > width || y + frameHeight > height) {
            throw damaged("a frame is larger than the picture");
        }
        frame = new Frame(x, y, frameWidth, frameHeight, start, end);
    }

    private static int threeBytes(ByteBuffer data, int at) {
        return (data.getShort(at) & 0xFFFF) + ((data.get(at + 2) & 0xFF) << 16);
    }

    static IllegalArgumentException damaged(String how) {
        return new IllegalArgumentException("the WebP is damaged: " + how);
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** {@return what is to be decoded; it lies within the picture} */
    Frame frame() {
        return frame;
    }

    /** {@return 1, or more for an animation} */
    int frames() {
        return frames;
    }

    /** {@return the EXIF block, empty if there is none} */
    ByteBuffer exif() {
        return exif;
    }

    /** {@return the ICC profile, cut off if it is too long; empty if there is none} */
    byte[] profile() {
        var bytes = new byte[Math.min(profile.capacity(), LONGEST_PROFILE)];
        profile.get(0, bytes);
        return bytes;
    }
}
