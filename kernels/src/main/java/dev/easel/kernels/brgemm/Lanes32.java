package dev.easel.kernels.brgemm;

import dev.easel.tensor.DType;

import java.lang.foreign.MemorySegment;

/**
 * Numbers as they lie in memory, seen as words of 32 bits that hold one or two of them, and the
 * floats that they are. For one thread.
 */
public sealed interface Lanes32 permits Lanes32.FloatLanes, Bf16Lanes {
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
            copy(MemorySegment.ofArray(words), MemorySegment.ofArray(to), 0, count);
        }

        @Override
        public void join(float[][] lanes, int count, int[] to, int at) {
            copy(MemorySegment.ofArray(lanes[0]), MemorySegment.ofArray(to), at, count);
        }

        private static void copy(MemorySegment from, MemorySegment to, int at, int count) {
            MemorySegment.copy(
                    from, 0, to, (long) at * Integer.BYTES, (long) count * Integer.BYTES);
        }
    }
}
