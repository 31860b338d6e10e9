package dev.easel.tensor;

import dev.easel.tensor.TileGrid.Patch;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * Some tiles of a map as the 16 matrices [tiles, channels] that Winograd's products begin with.
 *
 * <p>They are made of runs of neighbours in a row. Columns with an even and with an odd number are
 * apart, and so are such channels: what all tiles of a run do the same with lies side by side. A
 * thread has one for all.
 */
final class PatchInput {
    /** Pairs of channels in a run, unless a tile alone has more: a core's cache holds them. */
    private static final int RUN = 1536;

    private static final int PARITIES = 2;

    private static final ThreadLocal<PatchInput> OF_THREAD =
            ThreadLocal.withInitial(() -> new PatchInput(0));

    private final int channels;
    private final int[][] matrices;
    private final int[][] rows;
    private final float[][] values;
    private final float[][][][] columns; // by parity of the channel and of the column, and by row
    private final float[][] aside; // the columns of a row, by parity, one further
    private final float[][][] across; // by parity of the channel, and by position
    private final Bf16Pairs pairs;

    /** Neighbours in a row of tiles, of so many pairs of channels. */
    private record Run(int tile, int tiles, int width) {
        int length() {
            return tiles * width;
        }
    }

    /**
     * @param channels at most
     */
    private PatchInput(int channels) {
        this.channels = channels;
        int width = channels / 2;
        int most = RUN + 2 * width;
        matrices = new int[Winograd.POSITIONS][Patch.MOST_TILES * width];
        rows = new int[Winograd.TILE][most];
        values = new float[Winograd.TILE][most];
        columns = new float[PARITIES][PARITIES][Winograd.TILE][most];
        aside = new float[PARITIES][most];
        across = new float[PARITIES][Winograd.TILE][most];
        pairs = new Bf16Pairs(most);
    }

    /** {@return this thread's, with room for so many channels} */
    static PatchInput ofThread(int channels) {
        var kept = OF_THREAD.get();
        if (kept.channels < channels) {
            kept = new PatchInput(channels);
            OF_THREAD.set(kept);
        }
        return kept;
    }

    /** {@return the matrix of a position} */
    MemorySegment matrix(int position) {
        return MemorySegment.ofArray(matrices[position]);
    }

    /** Makes the matrices of some tiles of what the task reads. */
    void read(WinogradTask task, Patch patch) {
        int width = task.kernel().in() / 2;
        int longest = Math.max(1, RUN / width);
        for (int tile = patch.first(); tile < patch.end(); ) {
            int inRow = task.grid().across() - task.grid().column(tile);
            var run = new Run(tile, Math.min(longest, Math.min(inRow, patch.end() - tile)), width);
            for (int parity = 0; parity < PARITIES; parity++) {
                readColumns(task, run, parity);
                transformColumns(run, parity);
            }
            for (int row = 0; row < Winograd.TILE; row++) {
                if (task.grid().uses(row * Winograd.TILE)) {
                    transformRow(run, row);
                    write(run, row, (tile - patch.first()) * width);
                }
            }
            tile += run.tiles;
        }
    }

    /** Reads the first and third column of each tile, or the second and fourth. */
    private void readColumns(WinogradTask task, Run run, int parity) {
        var grid = task.grid();
        int image = grid.image(run.tile);
        int top = grid.row(run.tile) * Winograd.STEP - 1;
        int left = grid.column(run.tile) * Winograd.STEP - 1 + parity;
        for (int row = 0; row < Winograd.TILE; row++) {
            for (int i = 0; i <= run.tiles; i++) {
                int x = left + i * Winograd.STEP;
                int at = i * run.width;
                if (grid.contains(top + row, x)) {
                    long place = grid.source(image, top + row, x) * run.width * Integer.BYTES;
                    MemorySegment.copy(
                            task.from(),
                            ValueLayout.JAVA_INT_UNALIGNED,
                            place,
                            rows[row],
                            at,
                            run.width);
                } else {
                    Arrays.fill(rows[row], at, at + run.width, 0);
                }
            }
        }
    }

    private void transformColumns(Run run, int parity) {
        int count = run.length() + run.width;
        for (int row = 0; row < Winograd.TILE; row++) {
            pairs.low(rows[row], values[row], count);
        }
        Winograd.spread(values, columns[0][parity], count);
        for (int row = 0; row < Winograd.TILE; row++) {
            pairs.high(rows[row], values[row], count);
        }
        Winograd.spread(values, columns[1][parity], count);
    }

    private void transformRow(Run run, int row) {
        for (int channel = 0; channel < PARITIES; channel++) {
            float[] even = columns[channel][0][row];
            float[] odd = columns[channel][1][row];
            System.arraycopy(even, run.width, aside[0], 0, run.length());
            System.arraycopy(odd, run.width, aside[1], 0, run.length());
            float[][] four = {even, odd, aside[0], aside[1]};
            Winograd.spread(four, across[channel], run.length());
        }
    }

    private void write(Run run, int row, int at) {
        for (int i = 0; i < Winograd.TILE; i++) {
            int[] joined = pairs.join(across[0][i], across[1][i], run.length());
            System.arraycopy(joined, 0, matrices[row * Winograd.TILE + i], at, run.length());
        }
    }
}
