package dev.easel.kernels.brgemm;

import java.lang.foreign.MemorySegment;

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
        MemorySegment.copy(from, 0, to, (long) at * Integer.BYTES, (long) count * Integer.BYTES);
    }
}
