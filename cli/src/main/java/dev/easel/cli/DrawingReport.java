package dev.easel.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What {@code generate --json} prints.
 *
 * @param prompt as it was given, without the style
 */
record GenerateReport(
        String model, String prompt, Settings settings, List<Picture> pictures, Timings timings) {
    GenerateReport {
        pictures = List.copyOf(pictures);
    }

    /** How the pictures were made. */
    record Settings(
            int width,
            int height,
            int steps,
            String sampler,
            double cfgScale,
            Optional<String> negativePrompt,
            Optional<String> style,
            String precision,
            int threads) {}

    /** A picture that was written. */
    record Picture(String path, long seed, int width, int height) {
        static Picture of(Path path, long seed, int width, int height) {
            return new Picture(path.toAbsolutePath().toString(), seed, width, height);
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
