package dev.easel.kernels.winograd;

import dev.easel.kernels.brgemm.Brgemm;
import dev.easel.kernels.brgemm.Brgemm.Strides;
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
 * each position, by which its largest number is a byte still.
 */
final class ByteTiles implements TransformedTiles {
    /** The byte of 0. */
    static final int ZERO = 128;

    private static final float MOST = 127;
    private static final float LEAST = 1e-30f;

    private final byte[][] matrices;
    private final float[][] scales; // by position and tile
    private final ByteRounding rounding;
    private final int[] sums;
    private final float[] ofColumns;

    ByteTiles(Form form, int width, int inRun) {
        int positions = form.winograd().positions();
        matrices = new byte[positions][Patch.MOST_TILES * width * form.lanes()];
        scales = new float[positions][Patch.MOST_TILES];
        rounding = new ByteRounding(inRun);
        sums = new int[Patch.MOST_TILES * WinogradWeight.WORDS];
        ofColumns = new float[sums.length];
    }

    @Override
    public void write(int position, float[][] lanes, Run run) {
        float largest = LEAST;
        for (float[] lane : lanes) {
            largest = Math.max(largest, rounding.largest(lane, run.length()));
        }
        Arrays.fill(scales[position], run.first(), run.first() + run.tiles(), largest / MOST);
        var place =
                MemorySegment.ofArray(matrices[position])
                        .asSlice((long) run.start() * lanes.length);
        rounding.round(lanes, run.length(), MOST / largest, place);
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
}
