package dev.easel.pipeline;

import dev.easel.image.Resampling;
import dev.easel.image.RgbImage;
import dev.easel.tensor.Kernels;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

/**
 * A mask over a picture: white where it is made anew, black where it stays. Networks see it hard,
 * with the threshold of a half (diffusers' {@code mask_processor}); the finished picture is joined
 * along its greys.
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
        return TensorScope.returning(() -> Kernels.resizeNearest(hard(), height, width));
    }

    /** {@return the picture, grey where it is made anew, [1, 3, height, width] in [0, 1]} */
    Tensor leave() {
        return TensorScope.returning(() -> blend(picture.toTensor().mul(0).add(GREY), hard()));
    }

    /** {@return the new picture where the mask is white, the old one where it is black} */
    RgbImage join(RgbImage anew) {
        try (var _ = TensorScope.open()) {
            return RgbImage.of(blend(anew.toTensor(), mask.toGreyTensor()));
        }
    }

    private Tensor blend(Tensor anew, Tensor amount) {
        return picture.toTensor().mul(amount.mul(-1).add(1)).add(anew.mul(amount));
    }

    private Tensor hard() {
        return mask.toGreyTensor().atLeast(THRESHOLD);
    }
}
