package dev.easel.kernels.winograd;

import dev.easel.kernels.brgemm.Brgemm;
import dev.easel.kernels.brgemm.Brgemm.Strides;
import dev.easel.kernels.brgemm.Lanes32;
import dev.easel.kernels.winograd.TileGrid.Patch;
import dev.easel.kernels.winograd.TransformedTiles.Run;
import dev.easel.kernels.winograd.WinogradWeight.Form;
import dev.easel.kernels.winograd.WinogradWeight.Place;

import java.lang.foreign.MemorySegment;

/** Of numbers in the dtype of maps. */
final class FloatTiles implements TransformedTiles {
    private final int[][] matrices;
    private final Lanes32 words;

    FloatTiles(Form form, int width, int inRun) {
        matrices = new int[form.winograd().positions()][Patch.MOST_TILES * width];
        words = Lanes32.of(form.type(), inRun);
    }

    @Override
    public void write(int position, float[][] lanes, Run run) {
        words.join(lanes, run.length(), matrices[position], run.start());
    }

    @Override
    public void multiply(WinogradWeight kernel, Place place, int tiles, float[] products) {
        int width = kernel.width(place.block());
        var strides = new Strides(kernel.in(), width, width);
        new Brgemm(kernel.form().factors(), tiles, width, kernel.in(), strides)
                .multiply(
                        MemorySegment.ofArray(matrices[place.position()]),
                        kernel.matrix(place),
                        MemorySegment.ofArray(products),
                        false);
    }
}
