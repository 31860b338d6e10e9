package dev.easel.pictures;

/** Undoes the predictions of PNG's filters (PNG 1.2, section 6). */
final class PngFilter {
    private PngFilter() {}

    /**
     * Unfilters a row in place.
     *
     * @param kind 0 to 4
     * @param above the bytes of the row above, 0 for the first of a pass
     * @param pixel the bytes of a pixel, at least 1
     */
    static void undo(int kind, byte[] row, byte[] above, int pixel) {
        switch (kind) {
            case 0 -> {}
            case 1 -> {
                for (int i = pixel; i < row.length; i++) {
                    row[i] += row[i - pixel];
                }
            }
            case 2 -> {
                for (int i = 0; i < row.length; i++) {
                    row[i] += above[i];
                }
            }
            case 3 -> {
                for (int i = 0; i < row.length; i++) {
                    int left = i < pixel ? 0 : row[i - pixel] & 0xFF;
                    row[i] += (byte) ((left + (above[i] & 0xFF)) / 2);
                }
            }
            case 4 -> {
                for (int i = 0; i < row.length; i++) {
                    int left = i < pixel ? 0 : row[i - pixel] & 0xFF;
                    int corner = i < pixel ? 0 : above[i - pixel] & 0xFF;
                    row[i] += (byte) paeth(left, above[i] & 0xFF, corner);
                }
            }
            default ->
                    throw new IllegalArgumentException(
                            "the PNG is damaged: there is no row filter " + (kind & 0xFF));
        }
    }

    /** Paeth's predictor: the neighbour nearest to left + up - corner. */
    static int paeth(int left, int up, int corner) {
        int estimate = left + up - corner;
        int toLeft = Math.abs(estimate - left);
        int toUp = Math.abs(estimate - up);
        int toCorner = Math.abs(estimate - corner);
        if (toLeft <= toUp && toLeft <= toCorner) {
            return left;
        }
        return toUp <= toCorner ? up : corner;
    }
}
