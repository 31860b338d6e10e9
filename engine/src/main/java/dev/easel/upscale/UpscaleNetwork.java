package dev.easel.upscale;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.checkpoint.WeightSource;
import dev.easel.checkpoint.Weights;
import dev.easel.tensor.Tensor;

/** A network that makes pictures larger. Immutable. */
sealed interface UpscaleNetwork permits RrdbNet, CompactNet {
    /** {@return how many times as high and wide its results are, 1 or more} */
    int scale();

    /**
     * {@return the side of the squares of pixels that it joins} A tile must begin at a multiple of
     * it to give the same result as in the whole picture.
     */
    int grid();

    /**
     * {@return [1, 3, height * scale, width * scale], float32, about in [0, 1] but not clamped}
     *
     * @param picture [1, 3, height, width] in [0, 1], any height and width
     */
    Tensor forward(Tensor picture);

    /**
     * {@return the network that the names and shapes of the tensors belong to}
     *
     * @throws CheckpointException where no known network has them
     */
    static UpscaleNetwork load(WeightSource source, Weights weights) {
        if (source.has("conv_first.weight")) {
            return new RrdbNet(weights, RrdbConfig.read(source));
        }
        if (source.has("body.0.weight") && source.has("body.1.weight")) {
            return new CompactNet(weights, CompactConfig.read(source));
        }
        throw new CheckpointException(
                ("%s holds no upscaler that is known: expected the tensors of an RRDBNet"
                                + " (conv_first, body.0.rdb1.conv1, ...) or of an SRVGGNetCompact"
                                + " (body.0, body.1, ...), found %s")
                        .formatted(source.name(), some(source)));
    }

    private static String some(WeightSource source) {
        var names = source.keys().stream().sorted().limit(3).toList();
        return names.isEmpty() ? "none" : String.join(", ", names) + ", ...";
    }
}
