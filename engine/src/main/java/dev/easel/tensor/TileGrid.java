package dev.easel.tensor;

/**
 * The tiles of 2x2 places that make up maps [batch, channels, height, width], row by row; at an odd
 * end they stick out.
 *
 * @param doubled whether what is read has half the height and width, and each place of it is to be
 *     seen four times
 */
record TileGrid(int batch, int height, int width, boolean doubled) {
    /** Some tiles, one after the other. */
    record Patch(int first, int end) {
        /** So many that products are fast, and that a core's cache holds them. */
        static final int MOST_TILES = 64;

        int tiles() {
            return end - first;
        }
    }

    /** {@return the grid of what is made of a map} */
    static TileGrid over(Tensor map, boolean doubled) {
        int scale = doubled ? 2 : 1;
        return new TileGrid(
                (int) map.size(0), (int) map.size(2) * scale, (int) map.size(3) * scale, doubled);
    }

    int across() {
        return Math.ceilDiv(width, Winograd.STEP);
    }

    int down() {
        return Math.ceilDiv(height, Winograd.STEP);
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

    /**
     * {@return whether a position of Winograd's can be other than zero} The third along an axis is
     * the difference of the two places in the middle, which are the same in a doubled map.
     */
    boolean uses(int position) {
        return !doubled || (position / Winograd.TILE != 2 && position % Winograd.TILE != 2);
    }
}
