package dev.easel.server.request;

import dev.easel.pipeline.ImageSize;
import dev.easel.pipeline.SamplingSettings;
import dev.easel.pipeline.TextToImage;

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
        require("max-side", maxSide, ImageSize.MIN, ImageSize.MAX);
        require("max-pixels", maxPixels, ImageSize.MIN * ImageSize.MIN, ImageSize.MAX_PIXELS);
        require("max-steps", maxSteps, 1, SamplingSettings.MAX_STEPS);
        require("max-number", maxNumber, 1, TextToImage.MAX_NUMBER);
        require("max-cfg-scale", maxCfgScale, 0, SamplingSettings.MAX_GUIDANCE_SCALE);
        require("max-image-pixels", (double) maxImagePixels, 1, MOST_IMAGE_PIXELS);
        if (maxSide % ImageSize.MULTIPLE != 0) {
            throw new IllegalArgumentException("max-side must be a multiple of 8, got " + maxSide);
        }
    }

    private static void require(String name, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(
                    "%s must be between %.0f and %.0f, got %s".formatted(name, least, most, value));
        }
    }
}
