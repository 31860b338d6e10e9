package dev.easel.pictures;

import java.nio.ByteBuffer;

/**
 * A PNG's IHDR (PNG 1.2, section 4.1.1).
 *
 * @param depth bits of a sample: 1, 2, 4, 8 or 16
 * @param colour 0 grey, 2 RGB, 3 palette, 4 grey with alpha, 6 RGB with alpha
 */
record PngHeader(int width, int height, int depth, int colour, boolean interlaced) {
    static final int GREY = 0;
    static final int RGB = 2;
    static final int PALETTE = 3;
    static final int GREY_ALPHA = 4;
    static final int RGB_ALPHA = 6;

    /**
     * Reads the chunk's data.
     *
     * @throws IllegalArgumentException if PNG does not allow what it says
     */
    static PngHeader read(ByteBuffer data) {
        int width = data.getInt(0);
        int height = data.getInt(4);
        int depth = data.get(8) & 0xFF;
        int colour = data.get(9) & 0xFF;
        boolean standard = data.get(10) == 0 && data.get(11) == 0 && (data.get(12) & ~1) == 0;
        if (width < 1 || height < 1 || !standard || !allowed(depth, colour)) {
            throw new IllegalArgumentException(
                    "the PNG is damaged: its header says %sx%s, %d bits, colour type %d"
                            .formatted(
                                    Integer.toUnsignedString(width),
                                    Integer.toUnsignedString(height),
                                    depth,
                                    colour));
        }
        return new PngHeader(width, height, depth, colour, data.get(12) == 1);
    }

    private static boolean allowed(int depth, int colour) {
        return switch (depth) {
            case 1, 2, 4 -> colour == GREY || colour == PALETTE;
            case 8 -> colour == PALETTE || isDirect(colour);
            case 16 -> isDirect(colour);
            default -> false;
        };
    }

    private static boolean isDirect(int colour) {
        return colour == GREY || colour == RGB || colour == GREY_ALPHA || colour == RGB_ALPHA;
    }

    /** {@return the samples of a pixel} */
    int channels() {
        return switch (colour) {
            case GREY_ALPHA -> 2;
            case RGB -> 3;
            case RGB_ALPHA -> 4;
            default -> 1;
        };
    }

    /** {@return the bytes of a row of so many pixels} */
    int stride(int pixels) {
        return Math.toIntExact(((long) pixels * channels() * depth + 7) / 8);
    }

    /** {@return the highest value of a sample} */
    int highest() {
        return (1 << depth) - 1;
    }
}
