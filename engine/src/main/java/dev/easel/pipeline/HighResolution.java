package dev.easel.pipeline;

import dev.easel.pictures.RgbImage;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A second pass that makes a picture larger: it is upscaled (by a network) and then refined as in
 * {@link ImageToImage}. Networks compose best at the size that they were trained with; this gives
 * larger pictures without doubled heads and horizons (AUTOMATIC1111's "Hires. fix").
 *
 * @param scale how many times as high and wide the picture becomes, above 1, at most 8; each side
 *     is rounded to what the model can make
 * @param denoisingStrength of the second pass, above 0, at most 1: how much of the detail is made
 *     again
 * @param steps of the second pass, of which {@code denoisingStrength} are run; where absent as many
 *     as the first has
 * @param upscaler a network's file, see {@link ImageUpscaler#open}; the embedded one where absent
 */
public record HighResolution(
        double scale, double denoisingStrength, OptionalInt steps, Optional<Path> upscaler) {
    public static final double MAX_SCALE = 8;
    public static final double DEFAULT_STRENGTH = 0.5;

    public HighResolution {
        if (!(scale > 1 && scale <= MAX_SCALE)) {
            throw new IllegalArgumentException(
                    "high-resolution scale must be above 1 and at most %.0f, got %s"
                            .formatted(MAX_SCALE, scale));
        }
        if (!(denoisingStrength > 0 && denoisingStrength <= 1)) {
            throw new IllegalArgumentException(
                    "high-resolution denoising strength must be above 0 and at most 1, got "
                            + denoisingStrength);
        }
        steps.ifPresent(ParameterRange.STEPS::require);
    }

    /** A second pass with the embedded upscaler. */
    public HighResolution(double scale, double denoisingStrength, OptionalInt steps) {
        this(scale, denoisingStrength, steps, Optional.empty());
    }

    /** {@return a second pass of half the denoising and as many steps} */
    public static HighResolution of(double scale) {
        return new HighResolution(scale, DEFAULT_STRENGTH, OptionalInt.empty());
    }

    /** {@return the same with the network of a file} */
    public HighResolution withUpscaler(Path file) {
        return new HighResolution(scale, denoisingStrength, steps, Optional.of(file));
    }

    /**
     * {@return the size of the second pass}
     *
     * @param multiple of which both sides must be
     * @throws IllegalArgumentException where it is too large
     */
    public ImageSize target(ImageSize first, int multiple) {
        int width = enlarged(first.width(), multiple);
        int height = enlarged(first.height(), multiple);
        if (Math.max(width, height) > ImageSize.MAX) {
            throw new IllegalArgumentException(
                    "%s times %s is %dx%d; a side must be at most %d"
                            .formatted(first, scale, width, height, ImageSize.MAX));
        }
        return new ImageSize(width, height);
    }

    private int enlarged(int side, int multiple) {
        return Math.toIntExact(Math.round(side * scale / multiple)) * multiple;
    }

    /** {@return how many steps of the second pass are run where the first has {@code first}} */
    public int stepsRun(int first) {
        return ImageToImage.stepsRun(steps.orElse(first), denoisingStrength);
    }

    /** {@return the request of the second pass for an enlarged picture} */
    ImageToImage refinement(TextToImage first, RgbImage enlarged) {
        return ImageToImage.of(enlarged, first.prompt())
                .withNegativePrompt(first.negativePrompt())
                .withDenoisingStrength(denoisingStrength)
                .withSampling(first.sampling())
                .withSteps(steps.orElse(first.sampling().settled().steps()));
    }
}
