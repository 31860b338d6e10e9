package dev.easel.quant;

import java.util.List;

/**
 * Numbers of a few bits in blocks with scales, as ggml has them (ggml-common.h, {@code
 * dequantize_row_*} of ggml-quants.c). A block of 32 has a scale {@code d}; in one of 256, each 16
 * or 32 numbers have a scale of their own beside.
 */
public enum BlockType {
    Q4_0(32, 18, List.of(0), SmallBlocks::q40),
    Q4_1(32, 20, List.of(0, 2), SmallBlocks::q41),
    Q5_0(32, 22, List.of(0), SmallBlocks::q50),
    Q5_1(32, 24, List.of(0, 2), SmallBlocks::q51),
    Q8_0(32, 34, List.of(0), SmallBlocks::q80),
    Q2_K(256, 84, List.of(80, 82), LargeBlocks::q2k),
    Q3_K(256, 110, List.of(108), LargeBlocks::q3k),
    Q4_K(256, 144, List.of(0, 2), LargeBlocks::q4k),
    Q5_K(256, 176, List.of(0, 2), LargeBlocks::q5k),
    Q6_K(256, 210, List.of(208), LargeBlocks::q6k),
    IQ4_NL(32, 18, List.of(0), SmallBlocks::iq4nl),
    IQ4_XS(256, 136, List.of(0), LargeBlocks::iq4xs);

    private final int numbers;
    private final int bytes;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<Integer> scales;

    @SuppressWarnings("ImmutableEnumChecker") // a method
    private final Decoder decoder;

    BlockType(int numbers, int bytes, List<Integer> scales, Decoder decoder) {
        this.numbers = numbers;
        this.bytes = bytes;
        this.scales = scales;
        this.decoder = decoder;
    }

    /** Makes numbers of one block. */
    interface Decoder {
        /**
         * Writes the numbers of a block.
         *
         * @param blocks of which one begins at {@code from}
         * @param numbers gets the block's, from {@code to} on
         */
        void decode(byte[] blocks, int from, float[] numbers, int to);
    }

    /** {@return the numbers of a block} */
    public int numbers() {
        return numbers;
    }

    /** {@return the bytes of a block} */
    public int bytes() {
        return bytes;
    }

    /**
     * {@return the bytes of so many numbers}
     *
     * @throws IllegalArgumentException where they do not fill blocks
     */
    public long bytes(long count) {
        if (count % numbers != 0) {
            throw new IllegalArgumentException(
                    "%s has blocks of %d numbers, got %d".formatted(this, numbers, count));
        }
        return Math.multiplyExact(count / numbers, (long) bytes);
    }

    /** {@return where in a block its scales are, float16 each} */
    List<Integer> scales() {
        return scales;
    }

    void decode(byte[] blocks, int from, float[] into, int to) {
        decoder.decode(blocks, from, into, to);
    }
}
