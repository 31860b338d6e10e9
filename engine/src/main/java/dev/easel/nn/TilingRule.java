package dev.easel.nn;

import dev.easel.checkpoint.Weights.Placement;
import dev.easel.tensor.Tensor;

import java.util.OptionalInt;

/**
 * Which feature maps a layer divides into strips of rows.
 *
 * @param rows of a strip of each feature map; where it is empty large ones alone are divided
 */
record TilingRule(OptionalInt rows) {
    /** Values of a feature map from which on it is more than caches hold by far. */
    private static final long LARGE = 1 << 27;

    static TilingRule of(Placement placement) {
        return new TilingRule(placement.strips());
    }

    /** {@return the strips of a feature map; it is one strip unless it is large} */
    RowTiling of(Tensor map) {
        return of(map, 1);
    }

    /** {@return the strips of a feature map whose height and width are to be doubled} */
    RowTiling ofDoubled(Tensor map) {
        return of(map, 2);
    }

    private RowTiling of(Tensor map, int scale) {
        return new RowTiling(rows.orElseGet(() -> rowsOf(map, scale * scale)), scale);
    }

    private static int rowsOf(Tensor map, int positions) {
        boolean large = map.shape().count() * positions >= LARGE;
        return large
                ? Math.ceilDiv(RowTiling.rowsWithin(map), positions)
                : Math.toIntExact(map.size(2));
    }
}
