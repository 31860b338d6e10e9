package dev.easel.depth;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.checkpoint.JsonConfig;
import dev.easel.nn.PixelTensor;
import dev.easel.pictures.Resampling;
import dev.easel.pictures.RgbImage;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import java.util.List;

/**
 * Turns a picture into the input of a {@link DepthEstimator} (transformers {@code
 * DPTImageProcessor}).
 *
 * @param height that pictures are resized to
 * @param width that pictures are resized to
 * @param keepAspectRatio whether only the side that changes less gets its size, and the other what
 *     the picture's proportions make of it
 * @param multiple that both sides are rounded to
 * @param resampling that pictures are resized by
 * @param scale that levels in [0, 1] are multiplied by
 * @param mean of each channel, subtracted then
 * @param deviation of each channel, divided by last
 */
record DepthPreprocessing(
        int height,
        int width,
        boolean keepAspectRatio,
        int multiple,
        Resampling resampling,
        double scale,
        List<Double> mean,
        List<Double> deviation) {
    private static final int CHANNELS = 3;
    private static final int LEVELS = 255;
    private static final int DEFAULT_SIZE = 384;
    private static final int PILLOWS_BICUBIC = 3;
    private static final List<Double> HALF = List.of(0.5, 0.5, 0.5);

    DepthPreprocessing {
        mean = List.copyOf(mean);
        deviation = List.copyOf(deviation);
    }

    /**
     * {@return what a {@code feature_extractor/preprocessor_config.json} says; absent keys have
     * transformers' defaults}
     *
     * @throws CheckpointException where it asks for what is not supported
     */
    static DepthPreprocessing read(JsonConfig config) {
        config.requireFalse("do_pad", "do_center_crop");
        for (String step : List.of("do_resize", "do_rescale", "do_normalize")) {
            if (!config.findBoolean(step).orElse(true)) {
                throw config.mismatch(step, "true, the only supported value");
            }
        }
        var deviation = perChannel(config, "image_std");
        if (deviation.stream().anyMatch(value -> !(value > 0))) {
            throw config.mismatch("image_std", "numbers greater than 0");
        }
        return new DepthPreprocessing(
                side(config, "height"),
                side(config, "width"),
                config.findBoolean("keep_aspect_ratio").orElse(false),
                config.positive("ensure_multiple_of", 1),
                resampling(config),
                config.findNumber("rescale_factor").orElse(1.0 / LEVELS) * LEVELS,
                perChannel(config, "image_mean"),
                deviation);
    }

    /** {@return [1, 3, height, width], float32 on the CPU, in the innermost scope} */
    Tensor apply(RgbImage picture) {
        return TensorScope.returning(() ->
                PixelTensor.of(resized(picture))
                        .mul(scale)
                        .sub(perChannel(mean))
                        .div(perChannel(deviation)));
    }

    /** {@return the picture resized to the estimator's input} */
    RgbImage resized(RgbImage picture) {
        double across = (double) width / picture.width();
        double down = (double) height / picture.height();
        if (keepAspectRatio) {
            boolean fitsWidth = Math.abs(1 - across) < Math.abs(1 - down);
            across = fitsWidth ? across : down;
            down = across;
        }
        return resampling.resize(
                picture, rounded(across * picture.width()), rounded(down * picture.height()));
    }

    /** Halves go to the even neighbour, as Python rounds. */
    private int rounded(double side) {
        return multiple * Math.max(1, (int) Math.rint(side / multiple));
    }

    private static Resampling resampling(JsonConfig config) {
        return switch (config.findInteger("resample").orElse(PILLOWS_BICUBIC)) {
            case 1 -> Resampling.LANCZOS;
            case 2 -> Resampling.BILINEAR;
            case PILLOWS_BICUBIC -> Resampling.BICUBIC;
            default ->
                    throw config.mismatch("resample", "1 (Lanczos), 2 (bilinear) or 3 (bicubic)");
        };
    }

    /** Old files give one number for both sides. */
    private static int side(JsonConfig config, String side) {
        return config.isObject("size")
                ? config.findObject("size").orElseThrow().positive(side, 0)
                : config.positive("size", DEFAULT_SIZE);
    }

    private static List<Double> perChannel(JsonConfig config, String key) {
        var values = config.findNumbers(key).orElse(HALF);
        if (values.size() != CHANNELS) {
            throw config.mismatch(key, CHANNELS + " numbers, one for each channel");
        }
        return values;
    }

    private static Tensor perChannel(List<Double> values) {
        float[] floats = new float[CHANNELS];
        for (int i = 0; i < CHANNELS; i++) {
            floats[i] = values.get(i).floatValue();
        }
        return Tensor.of(floats, Shape.of(1, CHANNELS, 1, 1));
    }
}
