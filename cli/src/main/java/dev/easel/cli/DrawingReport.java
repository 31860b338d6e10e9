package dev.easel.cli;

import dev.easel.pipeline.GeneratedImage;
import dev.easel.pipeline.ImageSize;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What {@code generate --json} and {@code img2img --json} print.
 *
 * @param prompt of the first picture, as it was given, without the style
 * @param adjustments what of a given picture was brought to fit
 */
record DrawingReport(
        String model,
        String prompt,
        Settings settings,
        List<Picture> pictures,
        List<String> adjustments,
        Timings timings) {
    DrawingReport {
        pictures = List.copyOf(pictures);
        adjustments = List.copyOf(adjustments);
    }

    /**
     * How the pictures were made.
     *
     * @param strength of {@code img2img}: how much of the given picture stays
     * @param hires how many times the picture was enlarged
     */
    record Settings(
            int width,
            int height,
            int steps,
            String sampler,
            String scheduler,
            double cfgScale,
            double guidanceFrom,
            double guidanceTo,
            int deepCache,
            double tokenMerging,
            Optional<String> negativePrompt,
            Optional<String> style,
            OptionalInt clipSkip,
            Optional<Double> strength,
            Optional<Double> hires,
            String precision,
            int threads) {
        /** {@return for example {@code 256x256, 20 steps of K_DPMPP_2M, guidance 5}} */
        @Override
        public String toString() {
            return SettingsText.of(new ImageSize(width, height), steps, sampler, cfgScale);
        }
    }

    /** A picture that was written. */
    record Picture(String path, String prompt, long seed, int width, int height) {
        static Picture of(PictureOutput.Written written, String prompt, GeneratedImage made) {
            return new Picture(
                    written.path(),
                    prompt,
                    made.seed(),
                    made.image().width(),
                    made.image().height());
        }
    }

    /** Seconds, to a tenth of a millisecond. */
    record Timings(double load, double generate, double secondsPerStep, double total) {
        Timings {
            load = Durations.rounded(load);
            generate = Durations.rounded(generate);
            secondsPerStep = Durations.rounded(secondsPerStep);
            total = Durations.rounded(total);
        }
    }
}
