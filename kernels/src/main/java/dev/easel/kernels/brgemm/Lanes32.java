package dev.easel.kernels.brgemm;

import dev.easel.tensor.DType;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Numbers as they lie in memory, seen as words of 32 bits that hold one or two of them, and the
 * floats that they are. For one thread.
 */
public sealed interface Lanes32 permits Lanes32.FloatLanes, Bf16Lanes {
    /** A word of 32 bits in memory. */
    ValueLayout.OfInt WORD = ValueLayout.JAVA_INT_UNALIGNED;

    /**
     * {@return those of numbers of a type}
     *
     * @param most words at once
     */
    static Lanes32 of(DType type, int most) {
        return switch (type) {
            case F32 -> new FloatLanes();
            case BF16 -> new Bf16Lanes(most);
            default -> throw new IllegalArgumentException("no words are made of " + type);
        };
    }

    /** {@return how many numbers of a type a word holds} */
    static int lanes(DType type) {
        return Integer.BYTES / type.bytes();
    }

    /**
     * Makes floats of what words hold.
     *
     * @param lane which number of each word, 0 being the first in memory
     */
    void split(int[] words, int lane, float[] to, int count);

    /**
     * Makes words of what is nearest to floats.
     *
     * @param lanes the first numbers of all words, and where they hold two the second ones
     * @param at where the first word goes
     */
    void join(float[][] lanes, int count, int[] to, int at);

    /** Numbers in float32: a word is one. */
    final class FloatLanes implements Lanes32 {
        @Override
        public void split(int[] words, int lane, float[] to, int count) {
            MemorySegment.copy(
                    MemorySegment.ofArray(words), ValueLayout.JAVA_FLOAT, 0, to, 0, count);
        }

        @Override
        public void join(float[][] lanes, int count, int[] to, int at) {
            MemorySegment.copy(MemorySegment.ofArray(lanes[0]), WORD, 0, to, at, count);
        }
    }
}
