package dev.easel.kernels.winograd;

import dev.easel.kernels.brgemm.Lanes32;
import dev.easel.kernels.brgemm.VectorLoops;
import dev.easel.kernels.winograd.TileGrid.Patch;
import dev.easel.kernels.winograd.WinogradContext.Task;
import dev.easel.kernels.winograd.WinogradWeight.Form;
import dev.easel.kernels.winograd.WinogradWeight.Place;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * A block of outputs of some tiles: Winograd's products [tiles, outputs] and the places that become
 * of them. Outputs that are the same lane of {@link Lanes32} are together. For one thread.
 */
final class OutputTransform {
    /** What is transformed at once of all products: 72 KiB at most, which a core's cache holds. */
    private static final int CHUNK = 512;

    private final Form form;
    private final Winograd winograd;
    private final float[][][] products; // by position, and by lane
    private final float[] bias;
    private final int[] joined;
    private final Lanes32 words;

    OutputTransform(Form form) {
        this.form = form;
        winograd = form.winograd();
        int most = Patch.MOST_TILES * WinogradWeight.WORDS;
        products = new float[winograd.positions()][form.lanes()][most];
        bias = new float[most];
        joined = new int[most];
        words = Lanes32.of(form.type(), most);
    }

    /** Makes a block of outputs of a patch, and writes them. */
    void make(Task task, Patch patch, TransformedTiles tiles, int block) {
        multiply(task, patch, tiles, block);
        for (int lane = 0; lane < form.lanes(); lane++) {
            readBias(task, block, lane);
            transform(lane, patch.tiles() * task.kernel().width(block));
        }
        for (int y = 0; y < winograd.step(); y++) {
            for (int x = 0; x < winograd.step(); x++) {
                write(task, patch, block, y * winograd.tile() + x);
            }
        }
    }

    private void multiply(Task task, Patch patch, TransformedTiles tiles, int block) {
        int width = task.kernel().width(block);
        for (int position = 0; position < winograd.positions(); position++) {
            for (int lane = 0; lane < form.lanes(); lane++) {
                float[] result = products[position][lane];
                if (task.grid().usesPosition(position)) {
                    var place = new Place(block, position, lane);
                    tiles.multiply(task.kernel(), place, patch.tiles(), result);
                } else {
                    Arrays.fill(result, 0, patch.tiles() * width, 0);
                }
            }
        }
    }

    /** The places become the products of the first positions of the first rows. */
    private void transform(int lane, int count) {
        int tile = winograd.tile();
        for (int start = 0; start < count; start += CHUNK) {
            int end = Math.min(start + CHUNK, count);
            for (int x = 0; x < tile; x++) {
                winograd.gather(winograd.line(products, lane, x, tile), start, end);
            }
            for (int y = 0; y < winograd.step(); y++) {
                winograd.gather(winograd.line(products, lane, y * tile, 1), start, end);
                for (int x = 0; x < winograd.step(); x++) {
                    add(bias, products[y * tile + x][lane], start, end);
                }
            }
        }
    }

    /** Repeats a block's bias for all tiles. */
    private void readBias(Task task, int block, int lane) {
        int width = task.kernel().width(block);
        for (int i = 0; i < width; i++) {
            int output = task.kernel().first(block) + i * form.lanes() + lane;
            bias[i] = task.bias().getAtIndex(ValueLayout.JAVA_FLOAT, output);
        }
        VectorLoops.repeat(bias, width, bias.length);
    }

    private static void add(float[] terms, float[] sums, int start, int end) {
        for (int i = start; i < end; i++) {
            sums[i] += terms[i];
        }
    }

    private void write(Task task, Patch patch, int block, int position) {
        var grid = task.grid();
        int width = task.kernel().width(block);
        words.join(products[position], patch.tiles() * width, joined, 0);
        for (int i = 0; i < patch.tiles(); i++) {
            int tile = patch.first() + i;
            int y = grid.row(tile) * winograd.step() + position / winograd.tile();
            int x = grid.column(tile) * winograd.step() + position % winograd.tile();
            if (grid.contains(y, x)) {
                long values =
                        grid.place(grid.image(tile), y, x) * task.kernel().out()
                                + task.kernel().first(block);
                long bytes = values * form.type().bytes();
                MemorySegment.copy(joined, i * width, task.to(), Lanes32.WORD, bytes, width);
            }
        }
    }
}
