package dev.easel.kernels.attention;

import dev.easel.tensor.DType;

import java.lang.foreign.MemorySegment;

/**
 * Attention's weights before they are divided by their sum: powers of two, as loops that java's
 * compiler makes vector instructions of. Those loops make the bits of numbers, for {@code 2^x} of n
 * = ⌊x⌋, and of {@code 2^(x - n)} by a polynomial. (N. Schraudolph, "A fast, compact approximation
 * of the exponential function", 1999, has a constant in the polynomial's place.)
 */
sealed interface ExponentialWeights permits Bf16Powers, FloatPowers {
    /** Between 2²³ and 2²⁴ floats have no fraction: what is added to this is rounded. */
    float WHOLE = 1.5f * (1 << 23);

    /** {@code ⌊x⌋} is the whole number nearest to {@code x - 1/2}. */
    float HALF = 0.5f;

    /**
     * {@return room for weights of a type}
     *
     * @param most words at once
     */
    static ExponentialWeights in(DType type, int most) {
        return switch (type) {
            case F32 -> new FloatPowers(most);
            case BF16 -> new Bf16Powers(most);
            default -> throw new IllegalArgumentException("no weights are made in " + type);
        };
    }

    /**
     * Makes words of {@code 2^(score · factor)}, for powers from -126 to 127.
     *
     * @param scores for the first weights of all words, and where they hold two for the second ones
     * @param count of words
     */
    void make(float[][] scores, float factor, int count);

    /**
     * Makes words of {@code 2^((score - most) · factor)} of scores that are at most {@code most} of
     * their word; what would be next to nothing becomes that.
     */
    void makeBelow(float[] most, float[][] scores, float factor, int count);

    /** {@return what was made} */
    MemorySegment memory();
}
