package dev.easel.nn;

import dev.easel.tensor.DType;
import dev.easel.tensor.Epilogue;
import dev.easel.tensor.Ops;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Some rows of a feature map [batch, channels, height, width] at a time, so that what layers make
 * between the map and their result is never whole in memory, and a processor's caches hold it. A
 * {@link TilingRule} says which maps are divided so.
 *
 * @param rows of a strip, at most
 * @param scale how many times the map's height and width the result's are
 * @param last whether the map is not used afterwards: what was seen of it is given up
 */
record RowTiling(int rows, int scale, boolean last) {
    /** Values of a strip: so many that few of its rows are seen twice. */
    private static final long VALUES = 1 << 23;

    /** Rows above and below a strip that what is made of it depends on. */
    private static final int CONTEXT = 1;

    RowTiling(int rows, int scale) {
        this(rows, scale, false);
    }

    /** {@return the same for the last use of the map} */
    RowTiling ofLast() {
        return new RowTiling(rows, scale, true);
    }

    /** {@return how many rows of a picture have no more values than a strip has, at least one} */
    static int rowsWithin(Tensor map) {
        long inRow = map.shape().count() / map.size(0) / map.size(2);
        return Math.toIntExact(Math.max(1, VALUES / inRow));
    }

    /** {@return whether a map is more than one} */
    boolean divide(Tensor map) {
        return rows < map.size(2);
    }

    /**
     * {@return what layers make of x, [batch, channels, scale * height, scale * width]}
     *
     * @param channels of the result
     * @param type of the result
     * @param layersOf a picture [1, .., height, width] of x: what is applied to its strips, each of
     *     them with a row more above and below
     * @param epilogue not onto x, which is read until the end
     */
    Tensor each(
            Tensor x,
            long channels,
            DType type,
            Function<Tensor, UnaryOperator<Tensor>> layersOf,
            Epilogue epilogue) {
        boolean onto = epilogue.kind() == Epilogue.Kind.ONTO;
        return TensorScope.returning(() -> {
            Tensor result =
                    onto
                            ? epilogue.other()
                            : Tensor.emptyMap(
                                    Shape.of(
                                            x.size(0),
                                            channels,
                                            scale * x.size(2),
                                            scale * x.size(3)),
                                    type,
                                    x.device());
            for (int i = 0; i < x.size(0); i++) {
                try (var _ = TensorScope.open()) {
                    Tensor picture = x.narrow(0, i, 1);
                    each(picture, layersOf.apply(picture), result.narrow(0, i, 1), onto);
                }
            }
            return onto ? result : epilogue.after(result);
        });
    }

    /**
     * {@return what layers make of x that do the same with every part} Of one strip it is theirs,
     * without a copy.
     *
     * @param channels of the result, which has the dtype of x
     */
    Tensor each(Tensor x, long channels, UnaryOperator<Tensor> layers) {
        return divide(x)
                ? each(x, channels, x.dtype(), _ -> layers, Epilogue.none())
                : TensorScope.returning(() -> layers.apply(x));
    }

    private void each(Tensor picture, UnaryOperator<Tensor> layers, Tensor result, boolean onto) {
        long height = picture.size(2);
        for (long top = 0; top < height; top += rows) {
            long end = Math.min(top + rows, height);
            long seenTop = Math.max(top - CONTEXT, 0);
            long seenEnd = Math.min(end + CONTEXT, height);
            try (var _ = TensorScope.open()) {
                Tensor seen = layers.apply(picture.narrow(2, seenTop, seenEnd - seenTop));
                Tensor made = seen.narrow(2, scale * (top - seenTop), scale * (end - top));
                Tensor place = result.narrow(2, scale * top, scale * (end - top));
                if (onto) {
                    Ops.addInPlace(place, made);
                } else {
                    Ops.copyInto(place, made);
                }
            }
            long done = end == height ? end : end - CONTEXT;
            if (last && done > 0) {
                Ops.forget(picture.narrow(2, 0, done));
            }
        }
    }
}
