package dev.easel.microbench;

import dev.easel.checkpoint.Weights;
import dev.easel.nn.Linear;
import dev.easel.tensor.Tensor;

import org.openjdk.jmh.annotations.Param;

/** Linear layers: rows x in x out. */
public class LinearBenchmark extends LayerBenchmark {
    /** Projections of attention, both halves of the feed-forward layer, and keys of a text. */
    @Param({
        // SD 1.5, 512x512
        "8192x320x320",
        "8192x320x2560",
        "2048x640x640",
        "512x1280x1280",
        "154x768x320",
        // SDXL, 1024x1024
        "8192x640x640",
        "8192x640x5120",
        "8192x2560x640",
        "2048x1280x1280",
        "2048x1280x10240",
        "2048x5120x1280",
        "154x2048x1280"
    })
    public String shape;

    @Override
    protected Work make(Weights weights) {
        int[] sizes = sizes(shape);
        var layer = Linear.biased(weights, sizes[1], sizes[2]);
        Tensor x = input(sizes[0], sizes[1]);
        return new Work(2.0 * sizes[0] * sizes[1] * sizes[2], () -> layer.forward(x));
    }
}
