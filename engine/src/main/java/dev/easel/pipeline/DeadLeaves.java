package dev.easel.pipeline;

import dev.easel.pictures.RgbImage;

import java.util.SplittableRandom;

/**
 * A picture of discs in all colours and sizes that cover each other: the "dead leaves" model, whose
 * edges and surfaces have the statistics of photographs (Lee, Mumford and Huang 2001). Always the
 * same one.
 */
final class DeadLeaves {
    private static final long SEED = 1;
    private static final int DISCS = 600;
    private static final int CHANNELS = 3;
    private static final int COLOURS = 1 << 24;

    private DeadLeaves() {}

    /**
     * {@return the picture, side x side pixels}
     *
     * @param smallest radius of a disc
     */
    static RgbImage of(int side, double smallest) {
        var random = new SplittableRandom(SEED);
        var rgb = new byte[side * side * CHANNELS];
        for (int i = 0; i < DISCS; i++) {
            double radius = radius(random.nextDouble(), smallest, side / 2.0);
            double x = random.nextDouble(side);
            double y = random.nextDouble(side);
            int colour = random.nextInt(COLOURS);
            paint(rgb, side, new Disc(x, y, radius), colour);
        }
        return RgbImage.of(side, side, rgb);
    }

    /** {@return a radius between two, with a density of 1 / radius³} */
    private static double radius(double uniform, double smallest, double largest) {
        double most = 1 / (smallest * smallest);
        double least = 1 / (largest * largest);
        return 1 / Math.sqrt(most + uniform * (least - most));
    }

    private record Disc(double x, double y, double radius) {
        boolean covers(int column, int row) {
            double dx = column + 0.5 - x;
            double dy = row + 0.5 - y;
            return dx * dx + dy * dy <= radius * radius;
        }
    }

    private static void paint(byte[] rgb, int side, Disc disc, int colour) {
        int top = Math.max(0, (int) (disc.y() - disc.radius()));
        int bottom = Math.min(side, (int) (disc.y() + disc.radius()) + 1);
        int left = Math.max(0, (int) (disc.x() - disc.radius()));
        int right = Math.min(side, (int) (disc.x() + disc.radius()) + 1);
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                if (disc.covers(x, y)) {
                    int at = (y * side + x) * CHANNELS;
                    rgb[at] = (byte) (colour >> 16);
                    rgb[at + 1] = (byte) (colour >> 8);
                    rgb[at + 2] = (byte) colour;
                }
            }
        }
    }
}
