package dev.easel.net.unet;

import dev.easel.checkpoint.Weights;
import dev.easel.microbench.LayerBenchmark;
import dev.easel.tensor.Epilogue;
import dev.easel.tensor.Tensor;

import org.openjdk.jmh.annotations.Param;

/** Gated feed-forward layers: batch x tokens x width. */
public class GeGluBenchmark extends LayerBenchmark {
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
        double width = sizes[2];
        var layer = new GeGlu(weights, sizes[2]);
        Tensor x = input(sizes[0], sizes[1], sizes[2]);
        // Twice four times as wide, then from four times as wide back.
        double flop = 2.0 * sizes[0] * sizes[1] * (8 * width * width + 4 * width * width);
        return new Work(flop, () -> layer.forward(x, Epilogue.plus(x)));
    }
}
