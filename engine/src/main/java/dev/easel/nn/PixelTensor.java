package dev.easel.nn;

import dev.easel.pictures.RgbImage;
import dev.easel.tensor.DType;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

/** Pictures as networks see them, and back. */
public final class PixelTensor {
    private static final int CHANNELS = 3;
    private static final double LEVELS = 255;

    private PixelTensor() {}

    /** {@return [1, 3, height, width] of values in [0, 1], float32 on the CPU} */
    public static Tensor of(RgbImage picture) {
        var shape = Shape.of(1, picture.height(), picture.width(), CHANNELS);
        return TensorScope.returning(() ->
                Tensor.of(picture.toBytes(), shape)
                        .permute(0, 3, 1, 2)
                        .to(DType.F32)
                        .div(LEVELS)
                        .contiguous());
    }

    /**
     * {@return how bright each pixel is, [1, 1, height, width] in [0, 1], float32 on the CPU} As
     * {@link RgbImage#toGreyBytes}.
     */
    public static Tensor grey(RgbImage picture) {
        var shape = Shape.of(1, 1, picture.height(), picture.width());
        return TensorScope.returning(
                () -> Tensor.of(picture.toGreyBytes(), shape).to(DType.F32).div(LEVELS));
    }

    /**
     * {@return the picture of {@code values}} They are clamped to [0, 1] and rounded to 8 bits.
     *
     * @param values [1, 3, height, width] in [0, 1]
     */
    public static RgbImage toPicture(Tensor values) {
        try (var _ = TensorScope.open()) {
            Tensor levels = values.clamp(0, 1).mul(LEVELS).round();
            byte[] rgb = levels.permute(0, 2, 3, 1).contiguous().toBytes();
            return RgbImage.of((int) values.size(3), (int) values.size(2), rgb);
        }
    }
}
