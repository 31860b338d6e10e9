package dev.easel.pipeline;

import dev.easel.pictures.RgbImage;

/** A text as a request over a grey picture, for networks that see more than noisy latents. */
final class GreyCanvas {
    private static final int MIDDLE_GREY = 0x808080;
    private static final RgbImage WHITE = RgbImage.filled(1, 1, 0xFFFFFF);

    private GreyCanvas() {}

    /** {@return the text for an inpainting model: all of the picture is under the mask} */
    static ImageToImage masked(TextToImage text) {
        return of(text).withMask(WHITE);
    }

    /** {@return the text for a model that is guided by depth: all of it is equally near} */
    static ImageToImage flat(TextToImage text) {
        return of(text).withDepth(WHITE);
    }

    /** {@return the request with all of its picture under the mask, where it has none} */
    static ImageToImage maskedByDefault(ImageToImage request) {
        return request.mask().isPresent() ? request : request.withMask(WHITE);
    }

    private static ImageToImage of(TextToImage text) {
        var size = ImageSize.of(text);
        var grey = RgbImage.filled(size.width(), size.height(), MIDDLE_GREY);
        return ImageToImage.of(grey, text.prompt())
                .withNegativePrompt(text.negativePrompt())
                .withDenoisingStrength(1)
                .withNumber(text.number())
                .withSampling(text.sampling());
    }
}
