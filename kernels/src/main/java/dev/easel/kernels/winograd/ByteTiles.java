package dev.easel.kernels.winograd;

import dev.easel.kernels.brgemm.Brgemm;
import dev.easel.kernels.brgemm.Brgemm.Strides;
import dev.easel.kernels.brgemm.Lanes32;
import dev.easel.kernels.brgemm.VectorLoops;
import dev.easel.kernels.winograd.TileGrid.Patch;
import dev.easel.kernels.winograd.TransformedTiles.Run;
import dev.easel.kernels.winograd.WinogradWeight.Form;
import dev.easel.kernels.winograd.WinogradWeight.Place;
import dev.easel.tensor.DType;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * Of unsigned bytes: value = (byte - {@link #ZERO}) · scale, with a scale for each run of tiles and
 * each position, by which its largest number is a byte still. Java's compiler makes vector
 * instructions of the loops.
 */
final class ByteTiles implements TransformedTiles {
    /** The byte of 0. */
    static final int ZERO = 128;

    /** With what is added before a fraction is cut off. */
    private static final float SHIFT = ZERO + 0.5f;

    /** All bits of a float but its sign. */
    private static final int MAGNITUDE = 0x7fffffff;

    private static final float MOST = 127;
    private static final float LEAST = 1e-30f;

    private final byte[][] matrices;
    private final float[][] scales; // by position and tile
    private final int[] bits;
    private final byte[] bytes;
    private final short[] pairs;
    private final int[] sums;
    private final float[] ofColumns;

    ByteTiles(Form form, int width, int inRun) {
        int positions = form.winograd().positions();
        matrices = new byte[positions][Patch.MOST_TILES * width * form.lanes()];
        scales = new float[positions][Patch.MOST_TILES];
        bits = new int[inRun];
        bytes = new byte[inRun];
        pairs = new short[inRun];
        sums = new int[Patch.MOST_TILES * WinogradWeight.WORDS];
        ofColumns = new float[sums.length];
    }

    @Override
    public void write(int position, float[][] lanes, Run run) {
        float largest = LEAST;
        for (float[] lane : lanes) {
            largest = Math.max(largest, largest(lane, run.length()));
        }
        Arrays.fill(scales[position], run.first(), run.first() + run.tiles(), largest / MOST);
        var place =
                MemorySegment.ofArray(matrices[position])
                        .asSlice((long) run.start() * lanes.length);
        round(lanes, run.length(), MOST / largest, place);
    }

    @Override
    public void multiply(WinogradWeight kernel, Place place, int tiles, float[] products) {
        int width = kernel.width(place.block());
        int count = tiles * width;
        kernel.readZeros(place, sums);
        VectorLoops.repeat(sums, width, count);
        new Brgemm(DType.U8, tiles, width, kernel.in(), new Strides(kernel.in(), width, width))
                .multiply(
                        MemorySegment.ofArray(matrices[place.position()]),
                        kernel.matrix(place),
                        MemorySegment.ofArray(sums),
                        true);
        kernel.readScales(place, ofColumns);
        VectorLoops.repeat(ofColumns, width, count);
        float[] ofTiles = scales[place.position()];
        for (int tile = 0; tile < tiles; ) {
            int end = tile + 1;
            while (end < tiles && ofTiles[end] == ofTiles[tile]) {
                end++;
            }
            toFloats(products, ofTiles[tile], tile * width, end * width);
            tile = end;
        }
    }

    private void toFloats(float[] products, float scale, int start, int end) {
        int[] from = sums;
        float[] columns = ofColumns;
        for (int i = start; i < end; i++) {
            products[i] = from[i] * (columns[i] * scale);
        }
    }

    /** {@return the largest magnitude of numbers} NaN is the largest. Bits are compared faster. */
    private float largest(float[] numbers, int count) {
        MemorySegment.copy(MemorySegment.ofArray(numbers), Lanes32.WORD, 0, bits, 0, count);
        return Float.intBitsToFloat(largest(bits, count));
    }

    private static int largest(int[] bits, int count) {
        int most = 0;
        for (int i = 0; i < count; i++) {
            most = Math.max(most, bits[i] & MAGNITUDE);
        }
        return most;
    }

    /**
     * Rounds.
     *
     * @param lanes the numbers of words: the first ones, and where they hold two the second ones
     * @param count of words
     * @param factor by which they become numbers from -127 to 127
     * @param to where the bytes go, in the order of the numbers in memory
     */
    private void round(float[][] lanes, int count, float factor, MemorySegment to) {
        if (lanes.length == 1) {
            round(lanes[0], factor, count);
            MemorySegment.copy(MemorySegment.ofArray(bytes), 0, to, 0, count);
        } else {
            roundPairs(lanes, factor, count);
            MemorySegment.copy(MemorySegment.ofArray(pairs), 0, to, 0, 2L * count);
        }
    }

    private void round(float[] numbers, float factor, int count) {
        byte[] to = bytes;
        for (int i = 0; i < count; i++) {
            to[i] = (byte) (int) (numbers[i] * factor + SHIFT);
        }
    }

    private void roundPairs(float[][] lanes, float factor, int count) {
        float[] low = lanes[0];
        float[] high = lanes[1];
        short[] to = pairs;
        for (int i = 0; i < count; i++) {
            int first = (int) (low[i] * factor + SHIFT);
            int second = (int) (high[i] * factor + SHIFT);
            to[i] = (short) (first | second << 8);
        }
    }
}
