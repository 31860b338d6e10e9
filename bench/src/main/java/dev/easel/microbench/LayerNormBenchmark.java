package dev.easel.microbench;

import dev.easel.checkpoint.Weights;
import dev.easel.nn.LayerNorm;
import dev.easel.tensor.Tensor;

import org.openjdk.jmh.annotations.Param;

/** Layer norms of transformers: batch x tokens x width. */
public class LayerNormBenchmark extends LayerBenchmark {
    private static final double EPS = 1e-5;

    @Param({
        // SD 1.5, 512x512
        "2x4096x320",
        "2x1024x640",
        "2x256x1280",
        // SDXL, 1024x1024
        "2x4096x640",
        "2x1024x1280"
    })
    public String shape;

    @Override
    protected Work make(Weights weights) {
        int[] sizes = sizes(shape);
        var norm = new LayerNorm(weights, sizes[2], EPS);
        Tensor x = input(sizes[0], sizes[1], sizes[2]);
        return new Work(0, () -> norm.forward(x));
    }
}
