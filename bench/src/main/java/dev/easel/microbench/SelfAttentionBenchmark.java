package dev.easel.microbench;

import dev.easel.checkpoint.Weights;
import dev.easel.nn.SelfAttention;
import dev.easel.tensor.Epilogue;
import dev.easel.tensor.Tensor;

import org.openjdk.jmh.annotations.Param;

/**
 * Attention of tokens to each other, projections and residual included: batch x tokens x width x
 * heads.
 */
public class SelfAttentionBenchmark extends LayerBenchmark {
    @Param({
        // SD 1.5, 512x512
        "2x4096x320x8",
        "2x1024x640x8",
        "2x256x1280x8",
        // SDXL, 1024x1024
        "2x4096x640x10",
        "2x1024x1280x20"
    })
    public String shape;

    @Override
    protected Work make(Weights weights) {
        int[] sizes = sizes(shape);
        int tokens = sizes[1];
        int width = sizes[2];
        var layer = new SelfAttention(weights, width, sizes[3]);
        Tensor x = input(sizes[0], tokens, width);
        double rows = (double) sizes[0] * tokens;
        double projections = 4 * 2 * rows * width * width;
        double scoresAndValues = 2 * 2 * rows * tokens * width;
        return new Work(projections + scoresAndValues, () -> layer.forward(x, Epilogue.plus(x)));
    }
}
