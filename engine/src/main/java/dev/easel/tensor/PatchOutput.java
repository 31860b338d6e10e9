package dev.easel.tensor;

import dev.easel.tensor.Brgemm.Strides;
import dev.easel.tensor.TileGrid.Patch;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * A block of outputs of some tiles: Winograd's 16 products [tiles, outputs] and the 2x2 places that
 * become of them. Outputs with an even and with an odd number are apart. A thread has one for all.
 */
final class PatchOutput {
    /** What is transformed at once: a core's first cache holds it of 16 products. */
    private static final int CHUNK = 512;

    private static final int PARITIES = 2;

    /** The position whose product all four places have as a term: where the bias is added. */
    private static final int COMMON = Winograd.TILE + 1;

    private static final ThreadLocal<PatchOutput> OF_THREAD =
            ThreadLocal.withInitial(PatchOutput::new);

    private final float[][][] products; // by parity, and by position
    private final Bf16Pairs pairs;

    private PatchOutput() {
        int most = Patch.MOST_TILES * WinogradKernel.BLOCK / PARITIES;
        products = new float[PARITIES][Winograd.POSITIONS][most];
        pairs = new Bf16Pairs(most);
    }

    static PatchOutput ofThread() {
        return OF_THREAD.get();
    }

    /** Makes the outputs of the tiles that {@code input} has read, and writes them. */
    void make(WinogradTask task, Patch patch, PatchInput input, int block) {
        int width = task.kernel().outputs(block) / PARITIES;
        long in = task.kernel().in();
        var product = new Brgemm(patch.tiles(), width, in, new Strides(in, width, width));
        for (int position = 0; position < Winograd.POSITIONS; position++) {
            for (int parity = 0; parity < PARITIES; parity++) {
                float[] result = products[parity][position];
                if (!task.grid().uses(position)) {
                    Arrays.fill(result, 0);
                    continue;
                }
                if (position == COMMON) {
                    fillWithBias(result, task, block, parity);
                }
                product.multiply(
                        input.matrix(position),
                        task.kernel().matrix(block, position, parity),
                        MemorySegment.ofArray(result),
                        position == COMMON);
            }
        }
        transform(patch.tiles() * width);
        write(task, patch, block);
    }

    private static void fillWithBias(float[] result, WinogradTask task, int block, int parity) {
        int width = task.kernel().outputs(block) / PARITIES;
        for (int i = 0; i < width; i++) {
            int output = block * WinogradKernel.BLOCK + i * PARITIES + parity;
            result[i] = task.bias().getAtIndex(ValueLayout.JAVA_FLOAT, output);
        }
        for (int start = width; start + width <= result.length; start += width) {
            System.arraycopy(result, 0, result, start, width);
        }
    }

    /** The four places become the products of the first two positions of the first two rows. */
    private void transform(int count) {
        for (float[][] m : products) {
            for (int start = 0; start < count; start += CHUNK) {
                int end = Math.min(start + CHUNK, count);
                for (int x = 0; x < Winograd.TILE; x++) {
                    float[][] column = {m[x], m[4 + x], m[8 + x], m[12 + x]};
                    Winograd.gather(column, start, end);
                }
                for (int y = 0; y < Winograd.STEP; y++) {
                    float[][] row = {m[4 * y], m[4 * y + 1], m[4 * y + 2], m[4 * y + 3]};
                    Winograd.gather(row, start, end);
                }
            }
        }
    }

    private void write(WinogradTask task, Patch patch, int block) {
        for (int y = 0; y < Winograd.STEP; y++) {
            for (int x = 0; x < Winograd.STEP; x++) {
                write(task, patch, block, y * Winograd.TILE + x);
            }
        }
    }

    private void write(WinogradTask task, Patch patch, int block, int position) {
        var grid = task.grid();
        int width = task.kernel().outputs(block) / PARITIES;
        int[] joined =
                pairs.join(products[0][position], products[1][position], patch.tiles() * width);
        for (int i = 0; i < patch.tiles(); i++) {
            int tile = patch.first() + i;
            int y = grid.row(tile) * Winograd.STEP + position / Winograd.TILE;
            int x = grid.column(tile) * Winograd.STEP + position % Winograd.TILE;
            if (grid.contains(y, x)) {
                long values =
                        grid.place(grid.image(tile), y, x) * task.kernel().out()
                                + (long) block * WinogradKernel.BLOCK;
                MemorySegment.copy(
                        joined,
                        i * width,
                        task.to(),
                        ValueLayout.JAVA_INT_UNALIGNED,
                        values * DType.BF16.bytes(),
                        width);
            }
        }
    }
}
