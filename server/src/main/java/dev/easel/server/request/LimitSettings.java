package dev.easel.server.request;

import dev.easel.pictures.Fitting;
import dev.easel.pipeline.ImageSize;
import dev.easel.pipeline.ParameterRange;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What a request may ask for. The values can be lowered; beyond their defaults the engine does not
 * go, but for {@code maxImagePixels}.
 *
 * @param maxSide pixels of a picture's side
 * @param maxPixels of a picture
 * @param maxSteps of a picture
 * @param maxNumber pictures of a request
 * @param maxCfgScale guidance
 * @param maxPrompt characters of a prompt
 * @param maxImagePixels of a picture that is sent, at most 100,000,000
 */
@ConfigurationProperties("easel.server")
public record LimitSettings(
        @DefaultValue("2048") int maxSide,
        @DefaultValue("4194304") int maxPixels,
        @DefaultValue("150") int maxSteps,
        @DefaultValue("10") int maxNumber,
        @DefaultValue("35") double maxCfgScale,
        @DefaultValue("2000") int maxPrompt,
        @DefaultValue("50000000") long maxImagePixels) {
    private static final long MOST_IMAGE_PIXELS = 100_000_000;

    /** Checks that the engine can do it. */
    public LimitSettings {
        ParameterRange.WIDTH.named("max-side").require(maxSide);
        new ParameterRange("max-pixels", ImageSize.MIN * ImageSize.MIN, ImageSize.MAX_PIXELS, 1)
                .require(maxPixels);
        ParameterRange.STEPS.named("max-steps").require(maxSteps);
        ParameterRange.NUMBER.named("max-number").require(maxNumber);
        ParameterRange.GUIDANCE_SCALE.named("max-cfg-scale").require(maxCfgScale);
        new ParameterRange("max-image-pixels", 1, MOST_IMAGE_PIXELS, 1).require(maxImagePixels);
    }

    /**
     * {@return what brings pictures to sizes that a model can make here}
     *
     * @param multiple of which both sides of the model's pictures must be
     */
    public Fitting fitting(int multiple) {
        return new Fitting(
                multiple,
                Math.ceilDiv(ImageSize.MIN, multiple) * multiple,
                maxSide / multiple * multiple,
                maxPixels);
    }

    /**
     * Checks that a picture is not too large.
     *
     * @param what it is, for the message
     * @throws InvalidRequestException where it is
     */
    void requirePixels(String what, int width, int height) {
        if ((long) width * height > maxPixels) {
            throw new InvalidRequestException(
                    "width and height must give at most %d pixels, got %s"
                            .formatted(maxPixels, what));
        }
    }
}
