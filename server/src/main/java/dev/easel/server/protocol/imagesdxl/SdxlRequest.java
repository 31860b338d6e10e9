package dev.easel.server.protocol.imagesdxl;

import dev.easel.catalog.Style;
import dev.easel.sampling.Samplers;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A request as the client made it, every value looked at.
 *
 * @param prompt may be empty
 * @param image to begin from
 * @param width as it was given
 * @param height as it was given
 * @param seed of the first picture; absent where one is to be drawn
 * @param model an id
 * @param strength 0 to 1, where 1 stays closest to the image
 */
record SdxlRequest(
        Action action,
        String prompt,
        Optional<String> negativePrompt,
        Optional<SentImage> image,
        OptionalInt width,
        OptionalInt height,
        int steps,
        int number,
        Samplers sampler,
        double cfgScale,
        OptionalLong seed,
        Optional<Style> style,
        String model,
        double strength) {

    /** {@return the picture that the action begins from} */
    SentImage requireImage() {
        return image.orElseThrow(() ->
                new InvalidRequestException(
                        (action == Action.UPSCALE ? "image" : "init_image") + ": is required"));
    }
}
