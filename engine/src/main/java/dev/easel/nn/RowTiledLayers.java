package dev.easel.nn;

import dev.easel.tensor.DType;
import dev.easel.tensor.Epilogue;
import dev.easel.tensor.Ops;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import java.util.function.UnaryOperator;

/**
 * How layers bound the memory of large feature maps, those of a VAE from pictures of 1024x1024 on:
 * a few rows at a time pass the layers, so that the activations between them are never whole in
 * memory. Group norms take their moments of the whole map first, so that the result differs from
 * the untiled one by rounding alone. Small maps pass at once.
 */
final class RowTiledLayers {
    private RowTiledLayers() {}

    /**
     * {@return the epilogue applied to {@code conv(SiLU(norm(x)))}}
     *
     * @param x [batch, channels, height, width] of any dtype
     * @param epilogue not onto x
     */
    static Tensor normSiluConv(
            NormSiluConv layers, Tensor x, NormMoments moments, Epilogue epilogue) {
        DType type = layers.norm().dtype();
        var tiling = layers.conv().tiling().of(x);
        if (!tiling.divide(x)) {
            return TensorScope.returning(() ->
                    layers.conv()
                            .forward(
                                    activated(map -> layers.norm().forward(map, moments), x, type),
                                    epilogue));
        }
        return tiling.each(
                x,
                layers.conv().out(),
                type,
                picture -> {
                    var norm = layers.norm().forPartsOf(picture, moments);
                    return rows -> layers.conv().forward(activated(norm, rows, type));
                },
                epilogue);
    }

    /**
     * {@return a linear layer applied at each position of x, [batch, out, height, width]}
     *
     * @param tiling of x
     */
    static Tensor pointwise(Linear linear, long out, Tensor x, RowTiling tiling) {
        return tiling.each(x, out, rows -> atEachPosition(linear, rows));
    }

    private static Tensor activated(UnaryOperator<Tensor> norm, Tensor x, DType type) {
        return TensorScope.returning(() -> Ops.siluInPlace(norm.apply(x.to(type))));
    }

    /** A convolution of 1x1; as a linear layer it is as fast for maps of any size. */
    private static Tensor atEachPosition(Linear linear, Tensor x) {
        return FeatureMap.fromTokens(linear.forward(FeatureMap.toTokens(x)), x);
    }
}
