package dev.easel.microbench;

import dev.easel.checkpoint.Weights;
import dev.easel.nn.Conv2d;
import dev.easel.tensor.Tensor;

import org.openjdk.jmh.annotations.Param;

/** Convolutions of 3x3: batch x in x out x height x width. */
public class ConvolutionBenchmark extends LayerBenchmark {
    @Param({
        // SD 1.5's UNet, 512x512
        "2x320x320x64x64",
        "2x640x640x32x32",
        "2x1280x1280x16x16",
        "2x2560x1280x8x8",
        // SDXL's UNet, 1024x1024
        "2x320x320x128x128",
        "2x640x640x64x64",
        "2x1920x640x64x64",
        "2x1280x1280x32x32",
        "2x2560x1280x32x32",
        // the upper levels of both VAEs: 512x512, then 1024x1024
        "1x256x256x256x256",
        "1x256x128x512x512",
        "1x128x128x512x512",
        "1x256x256x512x512",
        "1x128x128x1024x1024"
    })
    public String shape;

    @Override
    protected Work make(Weights weights) {
        int[] sizes = sizes(shape);
        var layer = Conv2d.same(weights, sizes[1], sizes[2], 3);
        Tensor x = map(sizes[0], sizes[1], sizes[3], sizes[4]);
        double places = (double) sizes[0] * sizes[3] * sizes[4];
        return new Work(2.0 * 9 * places * sizes[1] * sizes[2], () -> layer.forward(x));
    }
}
