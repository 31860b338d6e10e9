package dev.easel.microbench;

import dev.easel.checkpoint.Weights;
import dev.easel.nn.CrossAttention;
import dev.easel.tensor.Epilogue;
import dev.easel.tensor.Tensor;

import org.openjdk.jmh.annotations.Param;

/**
 * Attention of tokens to a text whose keys and values are ready, projections and residual included:
 * batch x tokens x width x heads x width of the text.
 */
public class CrossAttentionBenchmark extends LayerBenchmark {
    private static final int TEXT_TOKENS = 77;

    @Param({
        // SD 1.5, 512x512
        "2x4096x320x8x768",
        "2x1024x640x8x768",
        "2x256x1280x8x768",
        // SDXL, 1024x1024
        "2x4096x640x10x2048",
        "2x1024x1280x20x2048"
    })
    public String shape;

    @Override
    protected Work make(Weights weights) {
        int[] sizes = sizes(shape);
        int width = sizes[2];
        int textWidth = sizes[4];
        var layer = new CrossAttention(weights, width, textWidth, sizes[3]);
        Tensor x = input(sizes[0], sizes[1], width);
        var keyValues = layer.keyValues(input(sizes[0], TEXT_TOKENS, textWidth));
        double rows = (double) sizes[0] * sizes[1];
        double projections = 2 * 2 * rows * width * width;
        double scoresAndValues = 2 * 2 * rows * TEXT_TOKENS * width;
        return new Work(
                projections + scoresAndValues, () -> layer.forward(x, keyValues, Epilogue.plus(x)));
    }
}
