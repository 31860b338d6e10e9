package dev.easel.net.unet;

import dev.easel.checkpoint.Weights;
import dev.easel.nn.Linear;
import dev.easel.tensor.Device;
import dev.easel.tensor.Shape;
import dev.easel.tensor.Tensor;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The guidance scale as a vector that is added to the time's waves, by which a distilled network
 * knows it. Source: Meng et al. 2023, "On Distillation of Guided Diffusion Models"; {@code
 * get_guidance_scale_embedding} and {@code TimestepEmbedding.cond_proj} of diffusers.
 */
final class GuidanceEmbedding {
    private static final double SCALE = 1000;
    private static final double LONGEST_PERIOD = 10_000;

    private final int width;
    private final Linear projection;

    /**
     * Takes the layer.
     *
     * @param width of the scale's waves, even
     * @param out of the time's
     */
    GuidanceEmbedding(Weights weights, int width, int out) {
        this.width = width;
        projection = Linear.unbiased(weights, width, out);
    }

    /** {@return [1, out], float32; at a scale of 1 or below it says that there is no guidance} */
    Tensor of(double scale, Device device) {
        return projection.forward(waves(scale, width).to(device));
    }

    /**
     * {@return the sines, then the cosines of a scale, [1, width]} Angles go up to thousands, where
     * float32 is coarse: each is rounded as in diffusers.
     */
    static Tensor waves(double scale, int width) {
        int count = width / 2;
        float exponent = (float) Math.log(LONGEST_PERIOD) / (count - 1);
        float[] index = new float[count];
        IntStream.range(0, count).forEach(i -> index[i] = i);
        Tensor angles =
                Tensor.of(index, Shape.of(1, count))
                        .mul(-exponent)
                        .exp()
                        .mul(SCALE * (Math.max(scale, 1) - 1));
        return Tensor.cat(List.of(angles.sin(), angles.cos()), 1);
    }
}
