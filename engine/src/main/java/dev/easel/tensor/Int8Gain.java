package dev.easel.tensor;

/**
 * Which layers are faster with 8 bits than in bfloat16. With AMX products of bytes are faster by a
 * factor of 1.7 to 2, and hardly at all where their sums are short; what comes must earn its
 * rounding, which takes as long as a thousand multiply-adds for each value save.
 */
final class Int8Gain {
    /** Terms of a sum at least. */
    private static final long DEEP = 640;

    /** Products of a value at least. */
    private static final long WIDE = 960;

    private Int8Gain() {}

    static boolean isThere(Tensor weight) {
        if (weight.dtype() != DType.BF16 || !OneDnn.hasAmxInt8()) {
            return true;
        }
        long count = weight.shape().count();
        return count / weight.size(0) >= DEEP && count / weight.size(1) >= WIDE;
    }
}
