package dev.easel.kernels.brgemm;

import java.lang.foreign.MemorySegment;

/**
 * Words of rows, turned so that those of a column lie side by side.
 *
 * @param perRow words of each row
 * @param rows how many there are
 */
public record LaneTranspose(int perRow, int rows) {
    /** Rows at a time, which stay in the cache while they become columns. */
    private static final int SOME = 32;

    /**
     * Turns rows into columns.
     *
     * @param rowBytes from a row to the next
     * @param to [perRow, rows]
     */
    public void read(MemorySegment from, long rowBytes, int[] to) {
        for (int start = 0; start < rows; start += SOME) {
            int end = Math.min(start + SOME, rows);
            for (int column = 0; column < perRow; column++) {
                for (int row = start; row < end; row++) {
                    to[column * rows + row] = from.get(Lanes32.WORD, row * rowBytes + column * 4L);
                }
            }
        }
    }

    /** Turns columns into rows, as {@link #read} has them. */
    public void write(int[] from, MemorySegment to, long rowBytes) {
        for (int start = 0; start < rows; start += SOME) {
            int end = Math.min(start + SOME, rows);
            for (int column = 0; column < perRow; column++) {
                for (int row = start; row < end; row++) {
                    to.set(Lanes32.WORD, row * rowBytes + column * 4L, from[column * rows + row]);
                }
            }
        }
    }
}
