package dev.easel.quant;

/** Little-endian numbers in the bytes of a block. */
final class Halves {
    private Halves() {}

    /** {@return the float16 at a place} */
    static float at(byte[] block, int place) {
        return Float.float16ToFloat(bits(block, place));
    }

    /** {@return whether the float16 at a place is neither NaN nor infinite} */
    static boolean isFinite(byte[] block, int place) {
        return (bits(block, place) & 0x7c00) != 0x7c00;
    }

    /** {@return the 16 bits at a place} */
    static short bits(byte[] block, int place) {
        return (short) ((block[place] & 0xff) | block[place + 1] << 8);
    }

    /** {@return the 32 bits at a place} */
    static int word(byte[] block, int place) {
        return (bits(block, place) & 0xffff) | bits(block, place + 2) << 16;
    }
}
