package dev.easel.kernels.winograd;

import dev.easel.kernels.brgemm.Brgemm;
import dev.easel.kernels.brgemm.Brgemm.Strides;
import dev.easel.kernels.brgemm.Lanes32;
import dev.easel.kernels.winograd.TileGrid.Patch;
import dev.easel.kernels.winograd.WinogradWeight.Form;
import dev.easel.kernels.winograd.WinogradWeight.Place;

import java.lang.foreign.MemorySegment;

/**
 * Some tiles of a map as the matrices [tiles, channels] that Winograd's products begin with, one
 * for each position. For one thread.
 */
sealed interface TransformedTiles permits TransformedTiles.FloatTiles, ByteTiles {
    /** Neighbours among the tiles, of so many words each. */
    record Run(int first, int tiles, int width) {
        /** {@return the first word} */
        int start() {
            return first * width;
        }

        /** {@return how many words there are} */
        int length() {
            return tiles * width;
        }
    }

    /**
     * {@return those of a kernel's form}
     *
     * @param width of the channels at most, in words
     * @param inRun words of a run at most
     */
    static TransformedTiles of(Form form, int width, int inRun) {
        return form.isOfBytes()
                ? new ByteTiles(form, width, inRun)
                : new FloatTiles(form, width, inRun);
    }

    /**
     * Takes over what a run of tiles is at a position.
     *
     * @param lanes the numbers of all words' lanes
     */
    void write(int position, float[][] lanes, Run run);

    /**
     * Multiplies the matrix of a position with one of a kernel.
     *
     * @param products [tiles, columns]
     */
    void multiply(WinogradWeight kernel, Place place, int tiles, float[] products);

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
}
