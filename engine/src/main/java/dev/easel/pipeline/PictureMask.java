package dev.easel.pipeline;

import dev.easel.nn.PixelTensor;
import dev.easel.pictures.Resampling;
import dev.easel.pictures.RgbImage;
import dev.easel.tensor.Ops;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

/**
 * A mask over a picture: white where it is painted again, black where it stays. Networks see it
 * hard, with the threshold of a half (diffusers' {@code mask_processor}); the finished picture is
 * joined along its greys.
 */
final class PictureMask {
    private static final double THRESHOLD = 0.5;
    private static final double GREY = 0.5;

    private final RgbImage picture;
    private final RgbImage mask;

    /**
     * Lays a mask over a picture.
     *
     * @param mask of any size, stretched over the picture
     */
    PictureMask(RgbImage mask, RgbImage picture) {
        this.picture = picture;
        this.mask = Resampling.LANCZOS.resize(mask, picture.width(), picture.height());
    }

    /** {@return 1 or 0 for each latent, that of the pixel at its upper left, [1, 1, ..]} */
    Tensor forLatents(int factor) {
        int height = picture.height() / factor;
        int width = picture.width() / factor;
        return TensorScope.returning(() -> Ops.resizeNearest(hard(), height, width));
    }

    /** {@return the picture, grey where it is painted again, [1, 3, height, width] in [0, 1]} */
    Tensor leave() {
        return TensorScope.returning(() -> blend(PixelTensor.of(picture).mul(0).add(GREY), hard()));
    }

    /** {@return the new picture where the mask is white, the old one where it is black} */
    RgbImage join(RgbImage painted) {
        try (var _ = TensorScope.open()) {
            return PixelTensor.toPicture(blend(PixelTensor.of(painted), PixelTensor.grey(mask)));
        }
    }

    private Tensor blend(Tensor painted, Tensor amount) {
        return PixelTensor.of(picture).mul(amount.mul(-1).add(1)).add(painted.mul(amount));
    }

    private Tensor hard() {
        return PixelTensor.grey(mask).atLeast(THRESHOLD);
    }
}
