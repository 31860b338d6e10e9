package dev.easel.quant;

/**
 * Blocks of 32 numbers {@code d * q} or {@code d * q + m}. Of 16 bytes with two numbers each, the
 * low halves are the first 16 numbers, the high halves the others.
 */
final class SmallBlocks {
    private static final int HALF = 16;

    /** What the 16 values of 4 bits stand for in the types IQ4, more of them near to zero. */
    private static final int[] UNEVEN = {
        -127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113
    };

    private SmallBlocks() {}

    /** f16 d, 16 bytes: {@code d (q - 8)}. */
    static void q40(byte[] block, int from, float[] numbers, int to) {
        float d = Halves.at(block, from);
        for (int i = 0; i < HALF; i++) {
            int pair = block[from + 2 + i];
            numbers[to + i] = d * ((pair & 15) - 8);
            numbers[to + HALF + i] = d * ((pair >> 4 & 15) - 8);
        }
    }

    /** f16 d, f16 m, 16 bytes: {@code d q + m}. */
    static void q41(byte[] block, int from, float[] numbers, int to) {
        float d = Halves.at(block, from);
        float m = Halves.at(block, from + 2);
        for (int i = 0; i < HALF; i++) {
            int pair = block[from + 4 + i];
            numbers[to + i] = d * (pair & 15) + m;
            numbers[to + HALF + i] = d * (pair >> 4 & 15) + m;
        }
    }

    /** f16 d, 32 fifth bits, 16 bytes: {@code d (q - 16)}. */
    static void q50(byte[] block, int from, float[] numbers, int to) {
        float d = Halves.at(block, from);
        int fifth = Halves.word(block, from + 2);
        for (int i = 0; i < HALF; i++) {
            int pair = block[from + 6 + i];
            numbers[to + i] = d * (((pair & 15) | (((fifth >>> i) & 1) << 4)) - 16);
            numbers[to + HALF + i] =
                    d * ((((pair >> 4) & 15) | (((fifth >>> (i + HALF)) & 1) << 4)) - 16);
        }
    }

    /** f16 d, f16 m, 32 fifth bits, 16 bytes: {@code d q + m}. */
    static void q51(byte[] block, int from, float[] numbers, int to) {
        float d = Halves.at(block, from);
        float m = Halves.at(block, from + 2);
        int fifth = Halves.word(block, from + 4);
        for (int i = 0; i < HALF; i++) {
            int pair = block[from + 8 + i];
            numbers[to + i] = d * ((pair & 15) | (((fifth >>> i) & 1) << 4)) + m;
            numbers[to + HALF + i] =
                    d * (((pair >> 4) & 15) | (((fifth >>> (i + HALF)) & 1) << 4)) + m;
        }
    }

    /** f16 d, 32 signed bytes: {@code d q}. */
    static void q80(byte[] block, int from, float[] numbers, int to) {
        float d = Halves.at(block, from);
        for (int i = 0; i < 2 * HALF; i++) {
            numbers[to + i] = d * block[from + 2 + i];
        }
    }

    /** f16 d, 16 bytes: {@code d} times what q stands for. */
    static void iq4nl(byte[] block, int from, float[] numbers, int to) {
        uneven(block, from + 2, Halves.at(block, from), numbers, to);
    }

    /** Writes 32 numbers of the 16 bytes from a place on. */
    static void uneven(byte[] block, int place, float d, float[] numbers, int to) {
        for (int i = 0; i < HALF; i++) {
            int pair = block[place + i];
            numbers[to + i] = d * UNEVEN[pair & 15];
            numbers[to + HALF + i] = d * UNEVEN[pair >> 4 & 15];
        }
    }
}
