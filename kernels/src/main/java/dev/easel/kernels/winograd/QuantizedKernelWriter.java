package dev.easel.kernels.winograd;

import dev.easel.kernels.brgemm.Brgemm;
import dev.easel.kernels.int8.SignedRounding;
import dev.easel.kernels.winograd.WinogradWeight.Place;
import dev.easel.tensor.DType;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Makes the columns of Winograd's matrices that single outputs of a convolution have, in bytes, for
 * one thread.
 */
final class QuantizedKernelWriter {
    private static final int SIDE = 3;
    private static final int TOGETHER = Brgemm.packedRows(DType.U8);

    private final WinogradWeight kernel;
    private final Memory memory;
    private final int in;
    private final float[] weight;
    private final float[][][] places; // across, down, in
    private final float[][][] down; // place across, position down, in
    private final float[][] row; // position across, in
    private final SignedRounding rounding;
    private final int[] words;

    /**
     * Where columns go.
     *
     * @param bytes int8, as {@link WinogradWeight} has matrices
     * @param zeros int32, what the product of each with zeros makes of 0
     * @param scales float32, of each
     */
    record Memory(MemorySegment bytes, MemorySegment zeros, MemorySegment scales) {}

    QuantizedKernelWriter(WinogradWeight kernel, Memory memory) {
        this.kernel = kernel;
        this.memory = memory;
        in = kernel.in();
        int tile = kernel.winograd().tile();
        weight = new float[SIDE * SIDE * in];
        places = new float[SIDE][SIDE][in];
        down = new float[SIDE][tile][in];
        row = new float[tile][in];
        rounding = new SignedRounding(in);
        words = new int[in / TOGETHER];
    }

    /**
     * @param weights float32 [out, in, 3, 3]
     */
    void make(MemorySegment weights, int output) {
        long start = (long) output * weight.length * Float.BYTES;
        MemorySegment.copy(weights, ValueLayout.JAVA_FLOAT, start, weight, 0, weight.length);
        var winograd = kernel.winograd();
        for (int x = 0; x < SIDE; x++) {
            for (int y = 0; y < SIDE; y++) {
                take(weight, y * SIDE + x, places[x][y], in);
            }
            winograd.weigh(places[x], down[x], in);
        }
        for (int y = 0; y < winograd.tile(); y++) {
            winograd.weigh(new float[][] {down[0][y], down[1][y], down[2][y]}, row, in);
            for (int x = 0; x < winograd.tile(); x++) {
                write(row[x], kernel.placeOf(output, y * winograd.tile() + x), output);
            }
        }
    }

    private static void take(float[] from, int first, float[] to, int count) {
        for (int i = 0; i < count; i++) {
            to[i] = from[i * SIDE * SIDE + first];
        }
    }

    private void write(float[] column, Place place, int output) {
        float scale = rounding.round(column, in);
        int width = kernel.width(place.block());
        int within = kernel.columnWithin(output);
        long matrix = kernel.column(place);
        int zero = -ByteTiles.ZERO * rounding.sum(in);
        memory.scales.setAtIndex(ValueLayout.JAVA_FLOAT, matrix + within, scale);
        memory.zeros.setAtIndex(ValueLayout.JAVA_INT, matrix + within, zero);
        rounding.copyTo(words);
        long first = matrix * words.length + within;
        for (int i = 0; i < words.length; i++) {
            memory.bytes.setAtIndex(
                    ValueLayout.JAVA_INT_UNALIGNED, first + (long) i * width, words[i]);
        }
    }
}
