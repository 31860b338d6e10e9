package dev.easel.quant;

/**
 * Blocks of 256 numbers in groups of 16 or 32, each with a scale of a few bits that a float16 of
 * the block multiplies: {@code d * scale * q}, less {@code dmin * least} in some.
 */
final class LargeBlocks {
    private static final int GROUP = 32;

    private LargeBlocks() {}

    /** 16 bytes of scale and least, 64 of 2-bit numbers, f16 d and dmin. */
    static void q2k(byte[] block, int from, float[] numbers, int to) {
        float d = Halves.at(block, from + 80);
        float dmin = Halves.at(block, from + 82);
        for (int group = 0; group < 16; group++) {
            int scales = block[from + group] & 0xff;
            float scale = d * (scales & 15);
            float least = dmin * (scales >> 4);
            int quants = from + 16 + 32 * (group / 8) + 16 * (group % 2);
            int shift = 2 * (group / 2 % 4);
            for (int i = 0; i < 16; i++) {
                numbers[to + 16 * group + i] = scale * ((block[quants + i] >> shift) & 3) - least;
            }
        }
    }

    /** 32 bytes of third bits, 64 of the lower two, 12 of scales of 6 bits, f16 d. */
    static void q3k(byte[] block, int from, float[] numbers, int to) {
        float d = Halves.at(block, from + 108);
        int scales = from + 96;
        for (int group = 0; group < 16; group++) {
            int low = (block[scales + group % 8] >> (4 * (group / 8))) & 15;
            int high = (block[scales + 8 + group % 4] >> (2 * (group / 4))) & 3;
            float scale = d * ((low | (high << 4)) - 32);
            int third = from + 16 * (group % 2);
            int quants = from + 32 + 32 * (group / 8) + 16 * (group % 2);
            int shift = 2 * (group / 2 % 4);
            for (int i = 0; i < 16; i++) {
                int q = (block[quants + i] >> shift) & 3;
                int bit = (block[third + i] >> (group / 2)) & 1;
                numbers[to + 16 * group + i] = scale * (q + 4 * bit - 4);
            }
        }
    }

    /** f16 d and dmin, 12 bytes of scales and least ones, 128 of numbers. */
    static void q4k(byte[] block, int from, float[] numbers, int to) {
        float d = Halves.at(block, from);
        float dmin = Halves.at(block, from + 2);
        for (int group = 0; group < 8; group++) {
            float scale = d * scale(block, from + 4, group);
            float least = dmin * least(block, from + 4, group);
            int quants = from + 16 + GROUP * (group / 2);
            int shift = 4 * (group % 2);
            for (int i = 0; i < GROUP; i++) {
                numbers[to + GROUP * group + i] = scale * (block[quants + i] >> shift & 15) - least;
            }
        }
    }

    /** The same with 32 bytes of fifth bits before the numbers. */
    static void q5k(byte[] block, int from, float[] numbers, int to) {
        float d = Halves.at(block, from);
        float dmin = Halves.at(block, from + 2);
        int fifth = from + 16;
        for (int group = 0; group < 8; group++) {
            float scale = d * scale(block, from + 4, group);
            float least = dmin * least(block, from + 4, group);
            int quants = from + 48 + GROUP * (group / 2);
            int shift = 4 * (group % 2);
            for (int i = 0; i < GROUP; i++) {
                int bit = block[fifth + i] >> group & 1;
                int q = ((block[quants + i] >> shift) & 15) | (bit << 4);
                numbers[to + GROUP * group + i] = scale * q - least;
            }
        }
    }

    /** {@return a group's scale: the first four in 6 bits of a byte, the others in two bytes} */
    private static int scale(byte[] block, int scales, int group) {
        return group < 4
                ? block[scales + group] & 63
                : (block[scales + group + 4] & 15) | (((block[scales + group - 4] >> 6) & 3) << 4);
    }

    private static int least(byte[] block, int scales, int group) {
        return group < 4
                ? block[scales + group + 4] & 63
                : ((block[scales + group + 4] >> 4) & 15)
                        | (((block[scales + group] >> 6) & 3) << 4);
    }

    /** 128 bytes of lower four bits, 64 of upper two, 16 signed scales, f16 d. */
    static void q6k(byte[] block, int from, float[] numbers, int to) {
        float d = Halves.at(block, from + 208);
        for (int group = 0; group < 16; group++) {
            int half = group / 8;
            int row = group / 2 % 4;
            int column = 16 * (group % 2);
            float scale = d * block[from + 192 + group];
            int low = from + 64 * half + 32 * (row % 2) + column;
            int high = from + 128 + 32 * half + column;
            for (int i = 0; i < 16; i++) {
                int q =
                        ((block[low + i] >> (4 * (row / 2))) & 15)
                                | (((block[high + i] >> (2 * row)) & 3) << 4);
                numbers[to + 16 * group + i] = scale * (q - 32);
            }
        }
    }

    /** f16 d, 16 upper and 32 lower bits of scales, 128 bytes of numbers as IQ4_NL has them. */
    static void iq4xs(byte[] block, int from, float[] numbers, int to) {
        float d = Halves.at(block, from);
        int upper = Halves.bits(block, from + 2);
        for (int group = 0; group < 8; group++) {
            int low = (block[from + 4 + group / 2] >> (4 * (group % 2))) & 15;
            float scale = d * ((low | (((upper >> (2 * group)) & 3) << 4)) - 32);
            SmallBlocks.uneven(block, from + 8 + 16 * group, scale, numbers, to + GROUP * group);
        }
    }
}
