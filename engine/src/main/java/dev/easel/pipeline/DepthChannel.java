package dev.easel.pipeline;

import dev.easel.model.LoadedModel;
import dev.easel.nn.PixelTensor;
import dev.easel.pictures.RgbImage;
import dev.easel.tensor.DeviceTurns;
import dev.easel.tensor.Ops;
import dev.easel.tensor.Tensor;
import dev.easel.tensor.TensorScope;

import java.util.Optional;

/**
 * How near each place of a picture is, as a depth model sees it beside the latents: bicubically
 * brought to the latents' size, from -1 (furthest) to 1 (nearest). Source: diffusers' {@code
 * StableDiffusionDepth2ImgPipeline.prepare_depth_map}.
 */
final class DepthChannel {
    private DepthChannel() {}

    /**
     * {@return [1, 1, height / factor, width / factor], for models that take it}
     *
     * @throws IllegalArgumentException where the request has a depth and the model takes none, or
     *     the other way round and the model has nothing to estimate it with
     */
    static Optional<Tensor> of(LoadedModel model, ImageToImage request) {
        if (!model.design().takesDepth()) {
            request.depth().ifPresent(_ -> refuse(model));
            return Optional.empty();
        }
        int factor = model.design().vae().factor();
        int height = request.image().height() / factor;
        int width = request.image().width() / factor;
        return Optional.of(
                TensorScope.returning(() -> {
                    Tensor depth =
                            request.depth()
                                    .map(PixelTensor::grey)
                                    .orElseGet(() -> estimate(model, request.image()));
                    return normalized(Ops.resizeBicubic(depth, height, width)).to(model.device());
                }));
    }

    private static void refuse(LoadedModel model) {
        throw new IllegalArgumentException(
                "%s takes no depth: use a model that is led by it (stable-diffusion-depth-v2-0)"
                        .formatted(model.name()));
    }

    private static Tensor estimate(LoadedModel model, RgbImage picture) {
        var estimator =
                model.depthEstimator()
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "%s has no depth estimator: give the depth of the picture"
                                                .formatted(model.name())));
        return estimator
                .use(e -> DeviceTurns.shared(model.device()).inTurn(() -> e.estimate(picture)))
                .unsqueeze(0); // [1, 1, height, width]
    }

    /** A picture that is equally near everywhere becomes 0, not what a division by 0 gives. */
    private static Tensor normalized(Tensor depth) {
        Tensor least = depth.min();
        Tensor range = depth.max().sub(least);
        if (range.item() == 0) {
            return depth.mul(0);
        }
        return depth.sub(least).mul(2).div(range).add(-1);
    }
}
