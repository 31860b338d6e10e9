package dev.easel.kernels.winograd;

import dev.easel.kernels.brgemm.Lanes32;
import dev.easel.kernels.winograd.TileGrid.Patch;
import dev.easel.kernels.winograd.TransformedTiles.Run;
import dev.easel.kernels.winograd.WinogradContext.Task;
import dev.easel.kernels.winograd.WinogradWeight.Form;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * Reads some tiles of a map and makes the {@link TransformedTiles} of them.
 *
 * <p>They are made of runs of neighbours in a row. Columns that have the same place in their tiles
 * are together, and so are channels that are the same lane of {@link Lanes32}: what all tiles of a
 * run do the same with lies side by side. For one thread.
 */
final class InputTransform {
    /** Words of a run, unless a tile alone has more: a core's cache holds them. */
    private static final int RUN = 1536;

    private final Winograd winograd;
    private final TransformedTiles matrices;
    private final int[][][] places; // as they are read, by column and by row of a tile
    private final float[][] values;
    private final float[][][][] columns; // by lane, by column and by row of a tile
    private final float[][] aside; // the columns of a row where tiles overlap, one tile further
    private final float[][][] across; // by column, and by lane
    private final Lanes32 words;

    /**
     * @param width of the channels at most, in words
     */
    InputTransform(Form form, int width) {
        winograd = form.winograd();
        int tile = winograd.tile();
        int most = RUN + 2 * width;
        matrices = TransformedTiles.of(form, width, most);
        places = new int[winograd.step()][tile][most];
        values = new float[tile][most];
        columns = new float[form.lanes()][winograd.step()][tile][most];
        aside = new float[Winograd.OVERLAP][most];
        across = new float[tile][form.lanes()][most];
        words = Lanes32.of(form.type(), most);
    }

    /** Makes the matrices of some tiles of what the task reads. */
    TransformedTiles read(Task task, Patch patch) {
        var grid = task.grid();
        int inTile = task.kernel().in() / columns.length;
        int longest = Math.max(1, RUN / inTile);
        for (int tile = patch.first(); tile < patch.end(); ) {
            int inRow = grid.across() - grid.column(tile);
            int tiles = Math.min(longest, Math.min(inRow, patch.end() - tile));
            read(task, tile, new Run(tile - patch.first(), tiles, inTile));
            tile += tiles;
        }
        return matrices;
    }

    /**
     * Makes those of neighbours in a row.
     *
     * @param first the first of them
     */
    private void read(Task task, int first, Run run) {
        for (int row = 0; row < winograd.tile(); row++) {
            readRow(task, first, run, row);
        }
        for (int column = 0; column < winograd.step(); column++) {
            transformColumns(run, column);
        }
        for (int row = 0; row < winograd.tile(); row++) {
            if (task.grid().uses(row)) {
                transformRow(run, row);
                write(task.grid(), run, row);
            }
        }
    }

    /** Reads a row of all tiles. The last columns of one are the first ones of the next. */
    private void readRow(Task task, int first, Run run, int row) {
        var grid = task.grid();
        int step = winograd.step();
        int image = grid.image(first);
        int y = grid.row(first) * step - 1 + row;
        int left = grid.column(first) * step - 1;
        for (int i = 0; i < run.tiles() * step + Winograd.OVERLAP; i++) {
            int[] to = places[i % step][row];
            int at = i / step * run.width();
            if (grid.contains(y, left + i)) {
                long place = grid.source(image, y, left + i) * run.width() * Integer.BYTES;
                MemorySegment.copy(task.from(), Lanes32.WORD, place, to, at, run.width());
            } else {
                Arrays.fill(to, at, at + run.width(), 0);
            }
        }
    }

    private void transformColumns(Run run, int column) {
        int further = column < Winograd.OVERLAP ? run.width() : 0;
        int count = run.length() + further;
        for (int lane = 0; lane < columns.length; lane++) {
            for (int row = 0; row < winograd.tile(); row++) {
                words.split(places[column][row], lane, values[row], count);
            }
            winograd.spread(values, columns[lane][column], count);
        }
    }

    private void transformRow(Run run, int row) {
        int step = winograd.step();
        for (int lane = 0; lane < columns.length; lane++) {
            float[][] line = new float[winograd.tile()][];
            for (int column = 0; column < step; column++) {
                line[column] = columns[lane][column][row];
            }
            for (int further = 0; further < Winograd.OVERLAP; further++) {
                line[step + further] = aside[further];
                System.arraycopy(line[further], run.width(), aside[further], 0, run.length());
            }
            winograd.spread(line, winograd.line(across, lane, 0, 1), run.length());
        }
    }

    private void write(TileGrid grid, Run run, int row) {
        for (int column = 0; column < winograd.tile(); column++) {
            if (grid.uses(column)) {
                matrices.write(row * winograd.tile() + column, across[column], run);
            }
        }
    }
}
