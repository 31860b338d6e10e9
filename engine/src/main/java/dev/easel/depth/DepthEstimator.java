package dev.easel.depth;

import dev.easel.checkpoint.CheckpointException;
import dev.easel.checkpoint.JsonConfig;
import dev.easel.checkpoint.Weights;
import dev.easel.pictures.RgbImage;
import dev.easel.tensor.DType;
import dev.easel.tensor.Device;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import java.util.List;

/**
 * Estimates how near each pixel of a picture is: DPT-hybrid (Ranftl et al., "Vision Transformers
 * for Dense Prediction"; transformers {@code DPTForDepthEstimation} with {@code is_hybrid}).
 * Immutable; its weights belong to the store of the {@link Weights} that it was loaded from.
 *
 * <p>It computes in float32, whatever the rest of the model does: it runs once for a picture, and
 * its result is stretched to the whole range from the nearest to the farthest pixel, which would
 * stretch rounding errors too.
 */
public final class DepthEstimator {
    /** Tensors in checkpoints that the depth does not depend on. */
    private static final List<String> IGNORED =
            List.of(
                    "dpt.layernorm.",
                    "dpt.pooler.",
                    "neck.fusion_stage.layers.0.residual_layer1.",
                    "auxiliary_head.");

    private final DepthPreprocessing preprocessing;
    private final Device device;
    private final Backbone backbone;
    private final VisionTransformer transformer;
    private final Neck neck;
    private final DepthHead head;

    private DepthEstimator(Weights weights, DepthConfig config, DepthPreprocessing preprocessing) {
        this.preprocessing = preprocessing;
        device = weights.device();
        var dpt = weights.at("dpt");
        backbone = new Backbone(dpt.at("embeddings.backbone.bit"), config.backbone());
        transformer = new VisionTransformer(dpt, config);
        neck = new Neck(weights.at("neck"), config);
        head = new DepthHead(weights.at("head.head"), config.fusionWidth());
    }

    /**
     * {@return the estimator of a configuration}
     *
     * @param config the model's own, {@code config.json}
     * @param preprocessor how pictures are prepared, {@code preprocessor_config.json}
     * @throws CheckpointException where a configuration says what is not supported, or a tensor is
     *     missing or has another shape
     */
    public static DepthEstimator load(Weights weights, JsonConfig config, JsonConfig preprocessor) {
        return new DepthEstimator(
                weights.as(DType.F32),
                DepthConfig.read(config),
                DepthPreprocessing.read(preprocessor));
    }

    /** {@return whether a tensor of this name may be left over in a checkpoint} */
    public static boolean ignores(String name) {
        return IGNORED.stream().anyMatch(name::startsWith);
    }

    /**
     * {@return the depth of a picture of any size, [1, height, width] of values of at least 0,
     * large where it is near, float32, in the innermost scope} Only differences within one picture
     * mean something. Height and width are those that the picture was resized to, at most rounded
     * up.
     */
    public Tensor estimate(RgbImage picture) {
        return TensorScope.returning(() -> forward(preprocessing.apply(picture).to(device)));
    }

    /** [batch, 3, height, width] as the preprocessing gives it to [batch, height, width]. */
    Tensor forward(Tensor pixels) {
        return TensorScope.returning(() -> {
            var maps = backbone.forward(pixels.channelsLast());
            var states = transformer.forward(maps.getLast());
            return head.forward(neck.forward(maps, states).getLast());
        });
    }
}
