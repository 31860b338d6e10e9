package dev.easel.pipeline;

import dev.easel.model.LoadedModel;
import dev.easel.pictures.RgbImage;

/** What the pictures of a request begin with; they differ in their noise alone. */
interface Beginning {
    /**
     * {@return what a request's pictures begin with} A network that always sees a mask or a depth
     * is shown a {@link GreyCanvas} for a text.
     *
     * @param request of a size that the model can make, with at least one step to run
     * @throws IllegalArgumentException where a depth is given that the model does not take, or is
     *     missing
     */
    static Beginning of(LoadedModel model, ImageRequest request) {
        return switch (request) {
            case TextToImage text ->
                    switch (model.design().extraChannels()) {
                        case NONE -> NoiseBeginning.of(model, text);
                        case MASK -> PictureBeginning.of(model, GreyCanvas.masked(text));
                        case DEPTH -> PictureBeginning.of(model, GreyCanvas.flat(text));
                    };
            case ImageToImage picture -> PictureBeginning.of(model, picture);
        };
    }

    /** {@return the first latents of the picture of this noise, of which some is used} */
    InitialLatents with(LatentNoise noise);

    /** {@return the finished picture of a decoded one} */
    default RgbImage finish(RgbImage decoded) {
        return decoded;
    }
}
