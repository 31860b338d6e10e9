package dev.easel.kernels.winograd;

import dev.easel.tensor.Tensor;

/**
 * The tiles of {@link Winograd#step} places a side that make up maps [batch, channels, height,
 * width], row by row; at the ends they may stick out.
 *
 * @param doubled whether what is read has half the height and width, and each place of it is to be
 *     seen four times
 */
record TileGrid(int batch, int height, int width, boolean doubled, Winograd winograd) {
    /** Some tiles, one after the other. */
    record Patch(int first, int end) {
        /** So many that products are fast, and that a core's cache holds them. */
        static final int MOST_TILES = 64;

        int tiles() {
            return end - first;
        }
    }

    /** {@return the grid of what is made of a map} */
    static TileGrid over(Tensor map, boolean doubled, Winograd winograd) {
        int scale = doubled ? 2 : 1;
        int height = (int) map.size(2) * scale;
        int width = (int) map.size(3) * scale;
        return new TileGrid((int) map.size(0), height, width, doubled, winograd);
    }

    int across() {
        return Math.ceilDiv(width, winograd.step());
    }

    int down() {
        return Math.ceilDiv(height, winograd.step());
    }

    private int count() {
        return batch * down() * across();
    }

    /** {@return how many patches there are} */
    int patches() {
        return Math.ceilDiv(count(), Patch.MOST_TILES);
    }

    Patch patch(int index) {
        int first = index * Patch.MOST_TILES;
        return new Patch(first, Math.min(first + Patch.MOST_TILES, count()));
    }

    int column(int tile) {
        return tile % across();
    }

    int row(int tile) {
        return tile / across() % down();
    }

    int image(int tile) {
        return tile / across() / down();
    }

    boolean contains(int y, int x) {
        return y >= 0 && y < height && x >= 0 && x < width;
    }

    /** {@return which place of all that are made this is} */
    long place(int image, int y, int x) {
        return ((long) image * height + y) * width + x;
    }

    /** {@return which place of all that are read is seen there} */
    long source(int image, int y, int x) {
        return doubled
                ? ((long) image * (height / 2) + y / 2) * (width / 2) + x / 2
                : place(image, y, x);
    }

    /** {@return whether a row or a column of Winograd's positions can be other than zero} */
    boolean uses(int line) {
        return !doubled || winograd.usesOfDoubled(line);
    }

    /** {@return whether a position can be other than zero} */
    boolean usesPosition(int position) {
        return uses(position / winograd.tile()) && uses(position % winograd.tile());
    }
}
