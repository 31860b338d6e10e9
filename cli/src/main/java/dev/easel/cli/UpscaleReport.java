package dev.easel.cli;

import dev.easel.pictures.RgbImage;

import java.util.List;

/**
 * What {@code upscale --json} prints.
 *
 * @param adjustments what was done to the given picture when it was read
 */
record UpscaleReport(
        String model, Picture input, Picture picture, List<String> adjustments, Timings timings) {
    UpscaleReport {
        adjustments = List.copyOf(adjustments);
    }

    /** A picture on the disk. */
    record Picture(String path, int width, int height) {
        static Picture of(String path, RgbImage image) {
            return new Picture(path, image.width(), image.height());
        }
    }

    /** Seconds, to a tenth of a millisecond. */
    record Timings(double load, double upscale, double total) {
        Timings {
            load = Durations.rounded(load);
            upscale = Durations.rounded(upscale);
            total = Durations.rounded(total);
        }
    }
}
