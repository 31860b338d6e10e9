package dev.easel.upscale;

import dev.easel.pictures.Rectangle;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a picture into tiles. A network's result at a pixel depends on the pixels around it, less so
 * the farther they are: each tile passes the network with its surroundings, of which the result is
 * dropped. At the borders of the picture there are none, as without tiles.
 *
 * @param side of a tile, in pixels of the small picture
 * @param context pixels around it that pass the network with it
 */
record Tiles(int side, int context) {
    /** A multiple of every network's grid, so that all tiles begin on it. */
    private static final int GRID = 4;

    /** With 16 pixels of context, real pictures differ by at most one level of 255. */
    static final Tiles DEFAULT = new Tiles(192, 24);

    Tiles {
        if (side < GRID || side % GRID != 0 || context < 0 || context % GRID != 0) {
            throw new IllegalArgumentException(
                    "side and context of tiles must be multiples of %d, got %d and %d"
                            .formatted(GRID, side, context));
        }
    }

    /**
     * A tile of a picture.
     *
     * @param seen what passes the network, in the picture
     * @param used the part of its result that is used, in the picture
     */
    record Tile(Rectangle seen, Rectangle used) {
        /** {@return the used part, in the pixels of the network's result} */
        Rectangle usedOfResult(int scale) {
            return new Rectangle(
                    (used.x() - seen.x()) * scale,
                    (used.y() - seen.y()) * scale,
                    used.width() * scale,
                    used.height() * scale);
        }
    }

    /** {@return the tiles of a picture, row by row} */
    List<Tile> of(int width, int height) {
        List<Tile> tiles = new ArrayList<>();
        for (int y = 0; y < height; y += side) {
            for (int x = 0; x < width; x += side) {
                var used =
                        new Rectangle(x, y, Math.min(side, width - x), Math.min(side, height - y));
                tiles.add(new Tile(around(used, width, height), used));
            }
        }
        return tiles;
    }

    private Rectangle around(Rectangle used, int width, int height) {
        int left = Math.max(0, used.x() - context);
        int top = Math.max(0, used.y() - context);
        int right = Math.min(width, used.x() + used.width() + context);
        int bottom = Math.min(height, used.y() + used.height() + context);
        return new Rectangle(left, top, right - left, bottom - top);
    }

    /** {@return how many tiles a picture has} */
    int count(int width, int height) {
        return Math.ceilDiv(width, side) * Math.ceilDiv(height, side);
    }
}
