package dev.easel.microbench;

import dev.easel.checkpoint.Weights;
import dev.easel.nn.GroupNorm;
import dev.easel.tensor.Ops;
import dev.easel.tensor.Tensor;

import org.openjdk.jmh.annotations.Param;

/** Group norm and SiLU, as before each convolution: batch x channels x height x width. */
public class GroupNormBenchmark extends LayerBenchmark {
    private static final int GROUPS = 32;
    private static final double EPS = 1e-5;

    @Param({
        // SD 1.5's UNet, 512x512
        "2x320x64x64",
        "2x640x32x32",
        "2x1280x16x16",
        // SDXL's UNet, 1024x1024
        "2x320x128x128",
        "2x640x64x64",
        "2x1280x32x32",
        // the last levels of SDXL's VAE, 1024x1024
        "1x256x512x512",
        "1x128x1024x1024"
    })
    public String shape;

    @Override
    protected Work make(Weights weights) {
        int[] sizes = sizes(shape);
        var norm = new GroupNorm(weights, GROUPS, sizes[1], EPS);
        Tensor x = map(sizes[0], sizes[1], sizes[2], sizes[3]);
        return new Work(0, () -> Ops.siluInPlace(norm.forward(x)));
    }
}
